from keras import Input, Model
from keras.layers import Dense

x = Input((4,))
model = Model(x, [Dense(1, name="a")(x) * 2, Dense(1, name="b")(x)])
model.compile("adam", loss={"tf.math.multiply": "mse", "b": "mse"})
