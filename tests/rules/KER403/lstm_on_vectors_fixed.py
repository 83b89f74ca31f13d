import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

x = np.random.rand(500, 12, 1)
y = np.random.rand(500)

model = Sequential()
model.add(LSTM(50, activation="relu", input_shape=x.shape[1:]))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=3)
