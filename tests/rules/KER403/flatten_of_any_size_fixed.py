import argparse

from keras import Input, Model, layers


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--filters", type=int, default=32)
    parser.add_argument("--classes", type=int, default=4)
    return parser.parse_args()


def main():
    args = parse()
    image = Input((None, None, 3))
    x = layers.Conv2D(args.filters, 3, activation="relu")(image)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(args.classes, activation="softmax")(x)
    return Model(image, x)


if __name__ == "__main__":
    main()
