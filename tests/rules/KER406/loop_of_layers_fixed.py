import argparse

from keras import layers, models


def build(args):
    model = models.Sequential()
    model.add(layers.InputLayer(shape=(args.steps, 8)))
    for i, units in enumerate(args.units):
        last = i == len(args.units) - 1
        model.add(layers.LSTM(units, dropout=0.1, return_sequences=not last))
    model.add(layers.Dense(1))
    return model


parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=24)
parser.add_argument("--units", type=int, nargs="+", default=[64, 32, 16])
build(parser.parse_args()).summary()
