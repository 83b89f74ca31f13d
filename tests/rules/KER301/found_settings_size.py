# settings: datasets = {"photos/train" = 9600}
"""The size of the folder is known from the project's settings."""

from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential()
model.add(Flatten(input_shape=(150, 150, 3)))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="rmsprop", metrics=["accuracy"])

photos = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(
    "photos/train", target_size=(150, 150), class_mode="binary", batch_size=20
)
model.fit_generator(photos, steps_per_epoch=100, epochs=30)  # expect: KER301 warning "2,000 of 9,600 images (20.8 %)" "tool.kerlint.datasets"
