import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

x_train = np.random.rand(500, 20, 3)
y_train = np.random.rand(500)

model = Sequential()
model.add(LSTM(32, input_shape=(x_train.shape[1], x_train.shape[2])))
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam")
model.fit(x_train, y_train, epochs=2)
