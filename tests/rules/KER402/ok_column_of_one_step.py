import numpy as np
from keras import Sequential, layers

x = np.random.rand(64, 1, 8)
y = np.random.rand(64, 1)

# The loss leaves out an axis of one.
model = Sequential([layers.Dense(4, activation="relu", input_shape=(1, 8)), layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(x, y)
