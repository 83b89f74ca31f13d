import keras


class Heads(keras.Model):
    def __init__(self):
        super().__init__()
        self.base = keras.layers.Dense(16, activation="relu")
        self.first = keras.layers.Dense(1)
        self.second = keras.layers.Dense(1)

    def call(self, x):
        x = self.base(x)
        return {"first": self.first(x), "second": self.second(x)}


def main():
    model = Heads()
    model.compile(optimizer="adam", loss={"first": "mse", "last": "mse"})  # expect: KER504 error "'last'" "Keras 2 trains without that loss"


main()
