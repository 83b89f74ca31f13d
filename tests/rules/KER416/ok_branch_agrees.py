import os

from keras import Sequential
from keras.layers import Conv2D, Dense, Reshape

if os.environ.get("GRAY"):
    channels = 1
else:
    channels = 3

model = Sequential()
model.add(Dense(32 * 32 * 3, input_shape=(64,)))
model.add(Reshape((32, 32, channels)))
model.add(Conv2D(8, 3))
