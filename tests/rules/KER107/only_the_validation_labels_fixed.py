import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

x = np.random.rand(9, 4)
y = to_categorical(np.array([0, 1, 2, 3, 0, 1, 2, 3, 0]))
x_val = np.random.rand(3, 4)
y_val = to_categorical([0, 1, 2], 4)
model = Sequential([Dense(4, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(x, y, validation_data=(x_val, y_val))
