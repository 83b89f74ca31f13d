import numpy as np
from keras.models import Sequential
from keras.layers import Conv2D, Dense, Flatten

x = np.random.rand(100, 28, 28, 1)
y = np.random.rand(100, 1)

model = Sequential()
model.add(Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(Flatten())
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, epochs=2)
