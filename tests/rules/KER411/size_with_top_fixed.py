import argparse

from tensorflow.keras.applications.vgg19 import VGG19

parser = argparse.ArgumentParser()
parser.add_argument("--size", type=int, default=128)
args = parser.parse_args()


def main():
    model = VGG19(include_top=False, input_shape=(args.size, args.size, 3))
    model.summary()


if __name__ == "__main__":
    main()
