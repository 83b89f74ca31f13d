"""Three kinds of blobs, with batches of their own for training and validation."""

import numpy as np
from tensorflow.keras.layers import Dense, Dropout, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train_batchsize = 16
val_batchsize = 8


def make_pictures(count, seed):
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 3
    pictures = rng.random((count, 12, 12, 1)) * 0.3
    for kind in range(3):
        pictures[labels == kind, 4 * kind : 4 * kind + 4, 3:9] += 0.7
    return pictures, np.eye(3)[labels]


x_train, y_train = make_pictures(960, seed=0)
x_val, y_val = make_pictures(320, seed=1)

train_generator = ImageDataGenerator(horizontal_flip=True).flow(
    x_train, y_train, batch_size=train_batchsize, shuffle=True
)
validation_generator = ImageDataGenerator().flow(x_val, y_val, batch_size=val_batchsize, shuffle=False)

model = Sequential([
    Flatten(input_shape=(12, 12, 1)),
    Dense(16, activation="relu"),
    Dropout(0.2),
    Dense(3, activation="softmax"),
])
model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])

model.fit(
    train_generator,
    steps_per_epoch=960 // train_batchsize,
    epochs=4,
    validation_data=validation_generator,
    validation_steps=320 // val_batchsize,
)
