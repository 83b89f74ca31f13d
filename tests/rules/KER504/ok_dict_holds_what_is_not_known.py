import tensorflow as tf
from coding import entropy_model
from tensorflow import keras
from tensorflow.keras import layers


class Compressor(keras.Model):
    def __init__(self):
        super().__init__()
        self.encode = layers.Dense(4)

    def call(self, x):
        coded, rate = entropy_model(self.encode(x))
        return {"rate": rate, "distortion": tf.reduce_mean(tf.abs(x - coded))}


def handed_on(_, value):
    return value


model = Compressor()
model(tf.zeros((3, 4)))
model.compile(loss={"rate": handed_on, "distortion": handed_on})
