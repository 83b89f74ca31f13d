import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x, y = np.zeros((100, 3)), np.zeros((100, 4))
x_val, y_val = np.zeros((20, 3)), np.zeros((20, 4))
model = Sequential([Dense(4)])
model.compile("adam", "mse")
model.fit(x, y, validation_data=(x_val, y_val))
