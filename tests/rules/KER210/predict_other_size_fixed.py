import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential

x, y = np.zeros((50, 16, 16)), np.zeros((50, 1))
model = Sequential([Flatten(input_shape=(16, 16)), Dense(1)])
model.compile("adam", "mse")
model.fit(x, y)
new = np.zeros((4, 16, 16))
print(model.predict(new))
