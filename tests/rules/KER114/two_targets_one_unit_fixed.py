import keras.layers as kl
import keras.models as km
import numpy as np

x = np.random.rand(200, 5)
targets = np.random.rand(200, 2)
net = km.Sequential([kl.Dense(16, activation="relu"), kl.Dense(2)])
net.compile("adam", "mse")
net.fit(x, targets, 16, 3)
