"""Read handwritten digits, trained on shifted and rotated copies."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

digits = load_digits()
images = digits.images[..., None].astype("float32")
labels = digits.target
train_x, train_y = images[:1400], labels[:1400]
val_x, val_y = images[1400:], labels[1400:]

datagen = ImageDataGenerator(rescale=1 / 16, rotation_range=40, width_shift_range=0.2, height_shift_range=0.2)

train_generator = datagen.flow(train_x, train_y, batch_size=32)
val_generator = datagen.flow(val_x, val_y, batch_size=32, shuffle=False)

model = Sequential([
    Conv2D(16, 3, activation="relu", input_shape=(8, 8, 1)),
    Flatten(),
    Dense(64, activation="relu"),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_generator, epochs=8, validation_data=val_generator, verbose=2)
