from data import make_inputs
from keras import Input, Model
from keras.layers import Dense, concatenate

inputs, encoded = make_inputs()
price = Input((1,))
model = Model([*inputs, price], Dense(1)(concatenate([encoded, price])))
other = Model(inputs, Dense(1)(concatenate([encoded, price])))
