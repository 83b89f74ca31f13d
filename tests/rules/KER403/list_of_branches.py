from keras.layers import Dense, Flatten, Input
from keras.models import Model

left, right = Input((8, 4)), Input((8, 4))
branches = [Dense(16, activation="relu")(side) for side in (left, right)]
x = Flatten()(branches)  # expect: KER403 error "Flatten takes one input, but gets 2 tensors" "merge the tensors first"
model = Model([left, right], Dense(1)(x))
