"""Read handwritten digits from folders; the validation images are read with other labels."""

from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(rescale=1.0 / 255)
train = datagen.flow_from_directory("digits", target_size=(8, 8), color_mode="grayscale", class_mode="categorical")
val = datagen.flow_from_directory("digits", target_size=(8, 8), color_mode="grayscale", class_mode="binary")

model = Sequential([Flatten(input_shape=(8, 8, 1)), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=val, epochs=20, verbose=2)
