import argparse

from keras import layers, models

parser = argparse.ArgumentParser()
parser.add_argument("--size", type=int, default=64)
parser.add_argument("--classes", type=int, default=5)
args = parser.parse_args()


def main():
    net = models.Sequential(name="small")
    net.add(layers.InputLayer(shape=(args.size, args.size, 3)))
    net.add(layers.SeparableConv2D(32, 3, activation="relu"))
    net.add(layers.MaxPool2D())
    net.add(layers.SeparableConv2D(64, 3, activation="relu"))
    net.add(layers.MaxPool2D())
    net.add(layers.SeparableConv2D(64, 3, activation="relu"))
    net.add(layers.GlobalMaxPool2D())
    net.add(layers.Dense(args.classes, activation="softmax"))
    net.summary()


if __name__ == "__main__":
    main()
