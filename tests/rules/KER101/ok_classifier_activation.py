"""The top's activation is softmax by default; a model without its top has another output layer."""

import keras
from keras.applications import MobileNetV2, ResNet50


def fitted(model, loss="categorical_crossentropy"):
    model.compile("adam", loss)
    model.fit(x, y)


fitted(ResNet50())
fitted(ResNet50(weights=None, classes=10, classifier_activation="softmax"))
fitted(ResNet50(weights=None, classes=4, classifier_activation="sigmoid"), "binary_crossentropy")
fitted(
    ResNet50(weights=None, classes=10, classifier_activation=None),
    keras.losses.CategoricalCrossentropy(from_logits=True),
)
fitted(ResNet50(weights=None, classes=10, classifier_activation="relu"), "mse")
fitted(ResNet50(**options))
base = MobileNetV2(include_top=False, pooling="avg", weights=None, classifier_activation="relu")
fitted(keras.Sequential([base, keras.layers.Dense(10, activation="softmax")]))
