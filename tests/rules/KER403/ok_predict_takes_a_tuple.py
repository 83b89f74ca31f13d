import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


class TwoInputs(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(30, activation="relu")
        self.out = layers.Dense(1)

    def call(self, inputs):
        first, second = inputs
        return self.out(layers.concatenate([first, self.hidden(second)]))


model = TwoInputs()
model.compile(loss="mse")
first, second = np.random.rand(100, 5), np.random.rand(100, 6)
model.fit((first, second), np.random.rand(100, 1))
model.predict((first[:3], second[:3]))
