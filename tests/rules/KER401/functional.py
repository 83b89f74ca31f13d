from keras.layers import BatchNormalization, Conv2D, Dense, Flatten, Input
from keras.models import Model

inp = Input(shape=(28, 28, 1))
x = Conv2D(32, 3)(inp)  # expect: KER401 "through BatchNormalization"
x = BatchNormalization()(x)
x = Conv2D(64, 3, activation="relu")(x)
x = Flatten()(x)
out = Dense(10, activation="softmax")(x)
model = Model(inp, out)
