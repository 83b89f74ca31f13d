import numpy as np
from keras.layers import Conv1D, Dense, GlobalMaxPooling1D
from keras.models import Sequential

x = np.random.rand(200, 30, 4)
y = np.random.rand(200)

model = Sequential()
model.add(Conv1D(16, 3, activation="relu", input_shape=(30, 4)))
model.add(GlobalMaxPooling1D())
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, epochs=10)
