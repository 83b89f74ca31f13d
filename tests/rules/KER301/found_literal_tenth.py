"""A tenth of the images an epoch: the number was typed for another batch size."""

from keras.applications.resnet50 import ResNet50
from keras.layers import Dense, GlobalAveragePooling2D
from keras.models import Model
from keras.preprocessing.image import ImageDataGenerator

base = ResNet50(include_top=False, weights=None, input_shape=(224, 224, 1))
out = Dense(4, activation="softmax")(GlobalAveragePooling2D()(base.output))
model = Model(inputs=base.input, outputs=out)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["acc"])

# kerlint: samples=40000
train_flow = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(
    "simulated/train", target_size=(224, 224), color_mode="grayscale", batch_size=128
)
model.fit_generator(
    train_flow,
    epochs=20,
    steps_per_epoch=31,  # expect: KER301 warning "31 steps x 128 = 3,968 of 40,000 images (9.9 %) an epoch"
)
