from dataclasses import dataclass, field

import keras


@dataclass
class Data:
    classes: int = 10
    size: tuple = (28, 28)


@dataclass
class Config:
    data: Data = field(default_factory=Data)
    units: int = field(default=64)
    epochs: int = 2

    def __post_init__(self):
        self.shape = self.data.size


config = Config(epochs=3)
(x, y), _ = keras.datasets.mnist.load_data()
model = keras.Sequential(
    [
        keras.Input(config.shape),
        keras.layers.Flatten(),
        keras.layers.Dense(config.units, activation="relu"),
        keras.layers.Dense(config.data.classes, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x / 255, y, epochs=config.epochs)
