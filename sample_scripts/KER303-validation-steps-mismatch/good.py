"""A rare third class: the validation pictures stand in the order of their classes."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

BATCH_SIZE = 32
rng = np.random.default_rng(0)

x_train = rng.normal(0, 0.4, size=(640, 6, 6, 1))
y_train = np.zeros(640, dtype=int)
y_train[300:600] = 1
y_train[600:] = 2
x_train[300:600] += 2.0
x_train[600:] += 0.6

x_val = rng.normal(0, 0.4, size=(320, 6, 6, 1))
y_val = np.zeros(320, dtype=int)
y_val[80:160] = 1
y_val[160:] = 2
x_val[80:160] += 2.0
x_val[160:] += 0.6

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
