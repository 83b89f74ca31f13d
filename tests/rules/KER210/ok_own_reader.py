import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from reader import images

x, y = images("train")
model = Sequential([Dense(4, input_shape=(30,)), Dense(1)])
model.compile("adam", "mse")
model.fit(x, y)
model.fit(np.load("x.npy"), np.load("y.npy"))
