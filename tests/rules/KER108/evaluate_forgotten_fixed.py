from keras import Input, Model, layers
from keras.datasets import mnist
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = mnist.load_data()


class Trainer:
    def __init__(self, units=10):
        image = Input((28, 28))
        h = layers.Flatten()(image)
        self.model = Model(image, layers.Dense(units, activation="softmax")(h))
        self.model.compile(loss="categorical_crossentropy", optimizer="adam")

    def run(self):
        self.model.fit(x_train, to_categorical(y_train), epochs=2)
        return self.model.evaluate(x_test, to_categorical(y_test))


def main():
    print(Trainer().run())


if __name__ == "__main__":
    main()
