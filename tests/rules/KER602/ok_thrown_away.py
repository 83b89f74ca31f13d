import keras
import numpy as np


def scheduler(epochs):
    rates = [0.01 * 0.9**epoch for epoch in range(epochs)]
    print(rates)
    return keras.callbacks.LearningRateScheduler(lambda epoch: rates[epoch])


_ = scheduler(5)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile(loss="mse")
model.fit(np.zeros((10, 4)), np.zeros((10, 1)), epochs=5, callbacks=[scheduler(5)])
