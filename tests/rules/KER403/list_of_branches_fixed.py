from keras.layers import Dense, Flatten, Input, concatenate
from keras.models import Model

left, right = Input((8, 4)), Input((8, 4))
branches = [Dense(16, activation="relu")(side) for side in (left, right)]
x = Flatten()(concatenate(branches))
model = Model([left, right], Dense(1)(x))
