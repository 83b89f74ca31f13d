import sys

from keras import Input, Model
from keras.layers import Dense, concatenate

with_extra = "--extra" in sys.argv
a = Input((4,))
inputs, x = [a], Dense(8)(a)
if with_extra:
    b = Input((2,))
    inputs.append(b)
    x = concatenate([x, b])
model = Model(inputs, Dense(1)(x))
