import numpy as np
from keras import Sequential, layers

# As many samples as features.
x = np.random.rand(64, 64)
y = np.random.rand(64)
model = Sequential([layers.Dense(8, input_shape=(x.shape[0],)), layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y)
