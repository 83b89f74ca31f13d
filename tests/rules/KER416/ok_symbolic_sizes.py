import sys

from keras import Input, Model, layers

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 4
columns = int(sys.argv[2]) if len(sys.argv) > 2 else 6
inputs = Input((rows * columns,))
x = layers.Reshape((rows, columns))(inputs)
x = layers.Reshape((columns, rows))(x)
model = Model(inputs, x)
