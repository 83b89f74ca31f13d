"""Read handwritten digits; a fifth of them is held out."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

digits = load_digits()
x = digits.images[..., None].astype("float32") / 16
y = digits.target

train_datagen = ImageDataGenerator(rotation_range=30, width_shift_range=0.15, validation_split=0.2)
val_datagen = train_datagen

train = train_datagen.flow(x, y, batch_size=32, subset="training")
val = val_datagen.flow(x, y, batch_size=32, subset="validation", shuffle=False)

model = Sequential([Flatten(input_shape=(8, 8, 1)), Dense(128, activation="relu"), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=val, epochs=10, verbose=2)
