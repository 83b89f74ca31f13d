"""Read handwritten digits and compare the curves of training and validation."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

digits = load_digits()
images, labels = digits.images[..., None].astype("float32"), digits.target

train_datagen = ImageDataGenerator(rescale=1 / 16, shear_range=30, zoom_range=0.3, rotation_range=30)
val_datagen = ImageDataGenerator(rescale=1 / 16)

train_generator = train_datagen.flow(images[:1400], labels[:1400], batch_size=32)
val_generator = val_datagen.flow(images[1400:], labels[1400:], batch_size=32)

model = Sequential([
    Conv2D(16, 3, activation="relu", input_shape=(8, 8, 1)),
    Flatten(),
    Dense(64, activation="relu"),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_generator, epochs=10, validation_data=val_generator, verbose=2)
