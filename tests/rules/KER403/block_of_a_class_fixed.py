"""A block's shortcut fits where the block halves its input."""

import tensorflow as tf
from tensorflow.keras import layers


class Block(layers.Layer):
    def __init__(self, filters, strides=1, **kwargs):
        super().__init__(**kwargs)
        self.first = layers.Conv2D(filters, 3, strides=strides, padding="same", activation="relu")
        self.second = layers.Conv2D(filters, 3, padding="same")
        self.shortcut = layers.Conv2D(filters, 1, strides=strides)

    def call(self, x):
        y = self.second(self.first(x))
        if self.shortcut is not None:
            x = self.shortcut(x)
        return tf.nn.relu(layers.add([x, y]))


inputs = layers.Input((32, 32, 16))
x = Block(16)(inputs)
x = Block(32, strides=2)(x)
model = tf.keras.Model(inputs, layers.GlobalAveragePooling2D()(x))
