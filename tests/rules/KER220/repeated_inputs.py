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
        self.model.fit(x, y)  # expect: KER220 error "400 inputs and 200 labels"


Trainer().run(np.random.rand(200, 6), np.random.rand(200))
