"""Read handwritten digits from folders; the validation images are enlarged."""

from tensorflow.keras.layers import Conv2D, Dense, GlobalAveragePooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(rescale=1.0 / 255)
train = datagen.flow_from_directory("digits", target_size=(8, 8), color_mode="grayscale", class_mode="sparse")
val = datagen.flow_from_directory(
    "digits",
    target_size=(32, 32),
    color_mode="grayscale",
    class_mode="sparse",
)

model = Sequential([
    Conv2D(64, 5, activation="relu", input_shape=(None, None, 1)),
    Conv2D(64, 3, activation="relu"),
    GlobalAveragePooling2D(),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=val, epochs=30, verbose=2)
