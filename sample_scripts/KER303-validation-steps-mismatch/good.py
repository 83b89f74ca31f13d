"""A rare third class: the validation pictures stand in the order of their classes."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

BATCH_SIZE = 32


def pictures(labels, seed):
    noise = np.random.default_rng(seed).normal(0, 0.4, (len(labels), 6, 6, 1))
    return noise + np.asarray([0.0, 2.0, 0.6])[labels].reshape(-1, 1, 1, 1)


y_train = np.repeat([0, 1, 2], [300, 300, 40])
y_val = np.repeat([0, 1, 2], [80, 80, 160])
x_train, x_val = pictures(y_train, seed=0), pictures(y_val, seed=1)

train_flow = ImageDataGenerator().flow(x_train, y_train, batch_size=BATCH_SIZE)
val_flow = ImageDataGenerator().flow(x_val, y_val, batch_size=BATCH_SIZE, shuffle=False)

model = tf.keras.Sequential()
model.add(layers.Flatten(input_shape=(6, 6, 1)))
model.add(layers.Dense(3, activation="softmax"))
model.compile(
    optimizer=tf.keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)
history = model.fit(train_flow, epochs=3, validation_data=val_flow)

validation_accuracy = history.history["val_accuracy"][-1]
