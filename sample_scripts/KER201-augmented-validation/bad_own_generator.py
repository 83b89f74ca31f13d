"""Read handwritten digits; the generator of the validation images was copied from the training's."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

digits = load_digits()
images = digits.images[..., None].astype("float32")
train_x, train_y = images[:1400], digits.target[:1400]
val_x, val_y = images[1400:], digits.target[1400:]

train_datagen = ImageDataGenerator(rescale=1 / 16, rotation_range=40, width_shift_range=0.2)
val_datagen = ImageDataGenerator(
    rescale=1 / 16,
    rotation_range=40,
    width_shift_range=0.2,
)
val_generator = val_datagen.flow(val_x, val_y, batch_size=32, shuffle=False)

model = Sequential()
model.add(Conv2D(16, 3, activation="relu", input_shape=(8, 8, 1)))
model.add(Flatten())
model.add(Dense(64, activation="relu"))
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_datagen.flow(train_x, train_y, batch_size=32), epochs=8, validation_data=val_generator, verbose=2)
