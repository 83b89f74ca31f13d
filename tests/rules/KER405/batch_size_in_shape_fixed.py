import numpy as np
from keras import Sequential, layers

CONFIG = {"batch_size": 16, "steps": 10, "features": 4}

x = np.zeros((320, CONFIG["steps"], CONFIG["features"]))
y = np.zeros((320, 1))


class Trainer:
    def __init__(self, config):
        self.config = config
        shape = (config["steps"], config["features"])
        self.model = Sequential([layers.GRU(8, input_shape=shape), layers.Dense(1)])

    def run(self):
        self.model.compile(optimizer="adam", loss="mse")
        self.model.fit(x, y, batch_size=self.config["batch_size"], epochs=2)


Trainer(CONFIG).run()
