import keras
import numpy as np


class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3)

    def call(self, image):
        return self.dense(keras.ops.reshape(image, (1, -1)))


model = Reader()
model.predict_on_batch(np.zeros((8, 8)))
model.predict_on_batch(np.zeros((9, 9, 9)))
