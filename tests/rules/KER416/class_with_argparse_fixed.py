import argparse

from tensorflow import keras


class Generator:
    def __init__(self, options):
        self.shape = (options.height, options.width, options.channels)
        self.model = self.build()

    def build(self):
        noise = keras.layers.Input(shape=(100,))
        x = keras.layers.Dense(256, activation="relu")(noise)
        x = keras.layers.Dense(self.shape[0] * self.shape[1] * self.shape[2], activation="tanh")(x)
        image = keras.layers.Reshape(self.shape)(x)
        return keras.models.Model(noise, image)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--height", type=int, default=28)
    parser.add_argument("--width", type=int, default=28)
    parser.add_argument("--channels", type=int, default=3)
    generator = Generator(parser.parse_args())
    generator.model.summary()


if __name__ == "__main__":
    main()
