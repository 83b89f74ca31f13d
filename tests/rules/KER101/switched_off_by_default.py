"""Training hides behind a flag that is off by default."""

import argparse

from keras.layers import Dense
from keras.models import Sequential, load_model

parser = argparse.ArgumentParser()
parser.add_argument("--train", action="store_true")
parser.add_argument("--image", default=None)
args = parser.parse_args()

if not args.train:
    if args.image is None:
        raise SystemExit("give an image")
    print(load_model("model.h5").predict(args.image))
    exit(0)

model = Sequential()
model.add(Dense(16, activation="relu", input_shape=(8,)))
model.add(Dense(3, activation="relu"))  # expect: KER101 error
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(read_samples(), read_labels(), epochs=5)
