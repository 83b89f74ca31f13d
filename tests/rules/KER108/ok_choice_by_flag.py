import argparse

from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.utils import to_categorical

parser = argparse.ArgumentParser()
parser.add_argument("--sparse", action="store_true")
parser.add_argument("--name")
args = parser.parse_args()

(x, y), _ = mnist.load_data()
if args.name == "soft":
    y = to_categorical(y)
loss = "categorical_crossentropy" if args.name == "soft" else "sparse_categorical_crossentropy"
model = Sequential([Flatten(), Dense(10, activation="softmax")])
model.compile("adam", loss)
model.fit(x, y)
