import numpy as np
from keras import Sequential, layers

# The sequences have as many steps as a batch has samples.
frames = np.zeros((640, 32, 16, 16, 3))
labels = np.zeros((640,))
model = Sequential()
model.add(layers.TimeDistributed(layers.Conv2D(8, 3), input_shape=(32, 16, 16, 3)))
model.add(layers.Flatten())
model.add(layers.Dense(1))
model.compile("adam", "mse")
model.fit(frames, labels, batch_size=32)
