import sys

from keras import Input, Model
from keras.layers import Dense

x = Input((4,))
outputs, losses = [Dense(1, name="main")(x)], {"main": "mse"}
if len(sys.argv) > 1:
    outputs.append(Dense(1, name="aux")(x))
    losses["aux"] = "mae"
model = Model(x, outputs)
model.compile("adam", losses)
