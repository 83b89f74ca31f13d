import keras.layers as kl
import keras.models as km
import numpy as np

table = np.random.rand(891, 7)
survived = np.random.randint(0, 2, 891)
n_cols = table.shape[1]
net = km.Sequential()
net.add(kl.Dense(100, activation="relu", input_shape=(n_cols,)))
net.add(kl.Dense(1, activation="sigmoid"))
net.compile("sgd", "binary_crossentropy")
net.fit(table, survived)
