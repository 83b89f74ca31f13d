import numpy as np
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

model = Sequential([Conv2D(4, 3, input_shape=(28, 28, 1)), Flatten(), Dense(10)])
model.predict(np.zeros((100, 28, 28)))
