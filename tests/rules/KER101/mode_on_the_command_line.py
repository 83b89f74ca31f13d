"""The default mode predicts; `--mode train` trains."""

import argparse

from tensorflow import keras

parser = argparse.ArgumentParser()
parser.add_argument("--mode", default="predict")
parser.add_argument("--units", type=int, default=10)
args = parser.parse_args()

if args.mode == "train":
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(args.units, activation="elu")])  # expect: KER101 error "10 units"
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y)
elif args.mode == "predict":
    model = keras.models.load_model("model.keras")
    print(model.predict(x))
