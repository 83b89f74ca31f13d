import numpy as np
from tensorflow.keras import Sequential, layers

x = np.random.rand(100, 12, 3)
y = np.random.rand(100, 12)

model = Sequential()
model.add(layers.Conv1D(8, 3, padding="same", input_shape=(12, 3)))
model.add(layers.Dense(1))
model.compile(loss="mse", optimizer="adam")
model.fit(x, y)
