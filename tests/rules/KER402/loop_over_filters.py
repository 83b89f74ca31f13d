import argparse

from keras.datasets import cifar10
from keras.layers import Conv2D, Dense, Flatten, MaxPool2D
from keras.models import Sequential
from keras.utils import to_categorical

parser = argparse.ArgumentParser()
parser.add_argument("--filters", nargs="+", type=int, default=[32, 64])
args = parser.parse_args()


def main():
    (x, y), _ = cifar10.load_data()
    model = Sequential(name="small")
    for i, filters in enumerate(args.filters):
        model.add(Conv2D(filters, 3, activation="relu", **({"input_shape": (32, 32, 3)} if i == 0 else {})))
        model.add(MaxPool2D())
    model.add(Dense(10, activation="softmax"))  # expect: KER402 error "6x6 places"
    model.compile("sgd", "categorical_crossentropy")
    model.fit(x / 255, to_categorical(y), epochs=2)


main()
