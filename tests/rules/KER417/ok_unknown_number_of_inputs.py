import json

from keras import Input, Model
from keras.layers import Dense, concatenate

columns = json.load(open("columns.json"))
inputs, parts = [], []
for name in columns:
    column = Input((1,), name=name)
    inputs.append(column)
    parts.append(Dense(2)(column))
extra = Input((4,))
inputs += [extra]
model = Model(inputs, Dense(1)(concatenate(parts + [extra])))
