from keras import Input, Model
from keras.layers import Dense, concatenate

widths = [3, 5, 7]
inputs = []
parts = []
for width in widths:
    column = Input((width,))
    inputs.append(column)
    parts.append(Dense(4)(column))
model = Model(inputs, Dense(1)(concatenate(parts)))
