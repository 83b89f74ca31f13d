import numpy as np
import tensorflow as tf

CONFIG = {"out": 1, "loss": tf.keras.losses.MeanAbsoluteError()}


def build(config):
    inputs = tf.keras.Input((4,))
    outputs = tf.keras.layers.Dense(config["out"])(inputs)
    model = tf.keras.Model(inputs, outputs)
    model.compile(optimizer="sgd", loss=config["loss"])
    return model


x = np.random.normal(size=(64, 4))
y = x.sum(axis=1).reshape(-1, 1)
build(CONFIG).fit(x, y, epochs=2)
