import argparse

from keras import Model
from keras.layers import Activation, BatchNormalization, Dense, Input

parser = argparse.ArgumentParser()
parser.add_argument("--depth", type=int, default=2)
args = parser.parse_args()
start = x = Input((16,))
for _ in range(args.depth):
    x = Dense(32)(x)
    x = BatchNormalization()(x)
    x = Activation("relu")(x)
model = Model(start, Dense(1)(x))
