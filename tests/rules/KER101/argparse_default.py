import argparse

import keras

parser = argparse.ArgumentParser()
parser.add_argument("--final", default="relu")
parser.add_argument("--units", type=int, default=5)
args = parser.parse_args()

model = keras.Sequential()
model.add(keras.layers.Dense(32, activation="relu", input_shape=(10,)))
model.add(keras.layers.Dense(args.units, activation=args.final))  # expect: KER101 error
model.compile(loss=keras.losses.CategoricalCrossentropy(), optimizer="adam")
