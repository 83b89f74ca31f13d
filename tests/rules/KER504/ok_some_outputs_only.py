# settings: target-keras = "2"
from keras import Input, Model
from keras.layers import Dense

x = Input((4,))
model = Model(x, [Dense(1, name="a")(x), Dense(2, name="b")(x)])
model.compile("adam", loss={"a": "mse"}, metrics={"a": ["mae"]}, loss_weights={"a": 0.5})
