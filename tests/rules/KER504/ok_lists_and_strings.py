import numpy as np
from keras import Input, Model
from keras.layers import Dense

x = Input((4,))
model = Model(x, [Dense(1, name="a")(x), Dense(2, name="b")(x)])
model.compile("adam", loss=["mse", "mae"], metrics=["mse", "mae"])
model.fit({"whatever": np.zeros((8, 4))}, [np.zeros((8, 1)), np.zeros((8, 2))], class_weight={0: 1.0})
