import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class TimeEmbedding(layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.rates = tf.exp(-0.1 * tf.range(width // 2, dtype=tf.float32))

    def call(self, times):
        angles = times[:, None] * self.rates[None, :]
        return tf.concat([tf.sin(angles), tf.cos(angles)], axis=-1)


time = keras.Input(shape=())
model = keras.Model(time, layers.Dense(8)(TimeEmbedding(64)(time)))
