import argparse

import numpy as np
from keras.layers import Dense, Input
from keras.models import Model

parser = argparse.ArgumentParser()
parser.add_argument("--head", default="rating")
args = parser.parse_args()
x = Input((4,))
model = Model(x, [Dense(1, name=args.head)(x), Dense(2, name="topic")(x)])
model.compile("adam", "mse")
data, y, z = np.zeros((10, 4)), np.zeros((10, 1)), np.zeros((10, 2))
model.fit(data, [y, z], validation_data=(data, {"rating": y, "topic": z}))
