# settings: target-keras = "3"
import keras
import numpy as np

x, y = np.zeros((1000, 16)), np.zeros((1000, 1))


def batches(batch_size=32):
    while True:
        rows = np.random.randint(0, len(x), batch_size)
        yield x[rows], y[rows]


model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(batches(), steps_per_epoch=5, epochs=10)
model.fit(batches(), steps_per_epoch=len(x) // 32, epochs=10)
