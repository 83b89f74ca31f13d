"""Models called on batches, in loops over data, and on one image where they only prepare it."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

augment = keras.Sequential([keras.layers.RandomFlip("horizontal", input_shape=(64, 64, 3)), keras.layers.RandomZoom(0.1)])
picture = keras.utils.img_to_array(keras.utils.load_img("cat.jpg", target_size=(64, 64)))
views = [augment(picture) for _ in range(9)]

generator = keras.Sequential([keras.Input((16,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(8)])
fake = generator(tf.random.normal((32, 16)))

x = np.zeros((100, 8), "float32")
y = np.zeros((100, 1), "float32")
critic = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
for batch, labels in tf.data.Dataset.from_tensor_slices((x, y)).batch(10):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((critic(batch) - labels) ** 2)

curve = keras.Sequential([keras.Input((1,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
print(curve(np.linspace(0, 1, 50)))
print(critic(x[:1]), critic(x[0][None]), critic(tf.expand_dims(x[3], 0)))
