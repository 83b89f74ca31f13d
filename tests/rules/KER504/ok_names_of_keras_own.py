from keras import Input, Model
from keras.layers import Dense

x = Input((4,))
model = Model(x, [Dense(1)(x), Dense(2)(x)])
model.compile("adam", loss={"dense_3": "mse", "dense_4": "mse"})
