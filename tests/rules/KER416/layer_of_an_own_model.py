import tensorflow as tf


class Decoder(tf.keras.Model):
    def __init__(self, side=7, depth=32):
        super().__init__()
        self.dense = tf.keras.layers.Dense(side * side * 3, activation="relu")
        self.grid = tf.keras.layers.Reshape((side, side, depth))  # expect: KER416 error "(None, 147)" "(None, 7, 7, 32)"
        self.up = tf.keras.layers.Conv2DTranspose(1, 3, strides=2, padding="same")

    def call(self, z):
        return self.up(self.grid(self.dense(z)))


import numpy as np

decoder = Decoder()
decoder.compile("adam", "mse")
decoder.fit(np.zeros((10, 16)), np.zeros((10, 14, 14, 1)))
