import tensorflow as tf
from tensorflow.keras import layers


def build(width):
    inputs = tf.keras.Input((width,))
    hidden = layers.Dense(32, activation="relu")(inputs)
    hidden = layers.Dropout(0.2)(hidden)
    inputs = tf.keras.Input((width,))
    outputs = layers.Dense(3, activation="softmax")(hidden)
    return tf.keras.Model(inputs, outputs)  # expect: KER417 error "(None, 12)"


if __name__ == "__main__":
    build(12).summary()
