"""Read handwritten digits; all images are scaled alike."""

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

digits = load_digits()
images = digits.images[..., None] * 255 / 16
train_x, val_x, train_y, val_y = train_test_split(images, digits.target, test_size=0.25, random_state=1)

train_datagen = ImageDataGenerator(rescale=1.0 / 255)
val_datagen = ImageDataGenerator(rescale=1.0 / 255)

train_generator = train_datagen.flow(train_x, train_y, batch_size=32)
val_generator = val_datagen.flow(val_x, val_y, batch_size=32, shuffle=False)

model = Sequential([
    Conv2D(8, 3, activation="relu", input_shape=(8, 8, 1)),
    Flatten(),
    Dense(32, activation="relu"),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_generator, epochs=12, validation_data=val_generator, verbose=2)
