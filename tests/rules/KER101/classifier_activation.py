"""Models of keras.applications as they are: the activation of their top is an argument."""

import keras
from keras.applications import EfficientNetB0, MobileNetV2

model = EfficientNetB0(weights=None, input_shape=(32, 32, 3), classes=10, classifier_activation="relu")  # expect: KER101 error "10 units" "classifier_activation"
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y)

net = MobileNetV2(weights=None, input_shape=(32, 32, 3), classes=5, classifier_activation=keras.activations.elu)  # expect: KER101 "elu"
whole = keras.Sequential([keras.layers.Rescaling(1 / 255), net])
whole.compile("adam", keras.losses.CategoricalCrossentropy())
whole.fit(x, y)
