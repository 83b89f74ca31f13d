import json

from keras import Input, Model
from keras.layers import Dense

names = json.load(open("heads.json"))
x = Input((4,))
model = Model(x, [Dense(1, name=name)(x) for name in names])
model.compile("adam", loss={"price": "mse", "size": "mae"})
