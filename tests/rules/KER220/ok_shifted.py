import numpy as np
from keras.layers import Dense
from keras.models import Sequential

data = np.random.rand(500, 10)
model = Sequential([Dense(10)])
model.compile("adam", "mse")
model.fit(data[:-1], data[1:])
