import numpy as np
from keras import Model, layers


def two_towers(width):
    left, right = layers.Input((width,)), layers.Input((width,))
    joined = layers.concatenate([layers.Dense(8, activation="relu")(left), layers.Dense(8, activation="relu")(right)])
    return Model([left, right], layers.Dense(1)(joined))


def data(rows):
    return np.random.rand(rows, 6)


model = two_towers(6)
model.compile(optimizer="sgd", loss="mse")
validation = ([data(30), data(30)], np.random.rand(30))
model.fit(
    [data(90), data(90)],
    np.random.rand(90),
    validation_data=validation,
)
