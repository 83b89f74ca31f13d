import numpy as np
from keras.layers import Conv1D, Dense
from keras.models import Sequential

x = np.random.rand(200, 30, 4)
y = np.random.rand(200)

model = Sequential()
model.add(Conv1D(16, 3, activation="relu", input_shape=(30, 4)))
model.add(Dense(1))  # expect: KER402 error "28 places" "silently broadcasts"
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, epochs=10)
