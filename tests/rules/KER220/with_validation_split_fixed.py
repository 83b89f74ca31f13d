import argparse

import numpy as np
from keras.layers import Dense
from keras.models import Sequential

parser = argparse.ArgumentParser()
parser.add_argument("--samples", type=int, default=1000)
args = parser.parse_args()
x = np.zeros((args.samples, 8))
y = np.zeros(args.samples)
model = Sequential([Dense(1)])
model.compile("adam", "mse")
model.fit(x, y, validation_split=0.2)
