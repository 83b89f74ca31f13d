import keras
from keras import layers

model = keras.Sequential([
    layers.RandomFlip("horizontal"),
    layers.Rescaling(1 / 255),
    layers.Conv2D(32, 3, activation="relu"),
    layers.Flatten(),
    layers.Dense(2, activation="softmax"),
])
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
train = keras.utils.image_dataset_from_directory("pets/train")
val = keras.utils.image_dataset_from_directory("pets/val")
model.fit(train, validation_data=val, epochs=2)
