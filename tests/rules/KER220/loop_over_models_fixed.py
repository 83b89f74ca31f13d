import numpy as np
from keras.layers import Dense
from keras.models import Sequential

data = np.random.rand(500, 10)
inputs, targets = data[:-1], data[1:, 0]
for width in (8, 16):
    model = Sequential([Dense(width, activation="relu"), Dense(1)])
    model.compile("adam", "mse")
    model.fit(inputs, targets)
