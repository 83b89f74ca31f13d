from keras import Input, Model
from keras.layers import Dense

a, b = Input((4,)), Input((4,))
model = Model([a, b], Dense(1)(a))
