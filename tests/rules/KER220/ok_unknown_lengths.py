import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x, y = np.load("x.npy"), np.load("y.npy")
model = Sequential([Dense(1)])
model.compile("adam", "mse")
model.fit(x, y)
model.fit(x[:1000], y)
