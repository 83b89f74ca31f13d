import numpy as np
from keras import Input, Model
from keras.layers import Dense


class Trainer:
    def __init__(self):
        inp = Input((6,))
        self.model = Model(inp, Dense(1)(inp))
        self.model.compile("adam", "mse")

    def run(self, x, y):
        x = np.concatenate([x, x + 0.1])
        y = np.concatenate([y, y])
        self.model.fit(x, y)


Trainer().run(np.random.rand(200, 6), np.random.rand(200))
