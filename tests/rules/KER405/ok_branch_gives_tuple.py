import sys

from keras import Sequential, layers

shape = 784
if len(sys.argv) > 1:
    shape = tuple(int(part) for part in sys.argv[1].split("x"))
else:
    shape = (shape,)
model = Sequential([layers.Dense(8, input_shape=shape), layers.Dense(1)])
