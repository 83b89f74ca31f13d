import numpy as np
from keras.layers import Concatenate, Dense, Input
from keras.models import Model

a, b = Input((6,)), Input((3,))
model = Model([a, b], Dense(1, activation="sigmoid")(Concatenate()([a, b])))
left, right = np.random.rand(40, 6), np.random.rand(40, 3)


def score(i):
    return model.predict([left[i], right[i]])  # expect: KER221 error "(6,)" "(None, 6)"


print(score(0))
