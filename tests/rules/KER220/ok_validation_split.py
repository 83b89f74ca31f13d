import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x, y = np.zeros((100, 4)), np.zeros((100, 1))
model = Sequential([Dense(1)])
model.compile("adam", "mse")
model.fit(x, y, validation_split=0.3)
