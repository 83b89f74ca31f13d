import keras
from keras import layers


class Smoothed(keras.losses.Loss):
    def __init__(self, amount=0.1):
        super().__init__(name="smoothed")
        self.amount = amount

    def call(self, y_true, y_pred):
        y_true = y_true * (1 - self.amount) + self.amount / 10
        return keras.losses.categorical_crossentropy(y_true, y_pred)


model = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="tanh"),  # expect: KER101 error "tanh on the output of 10 units"
    ]
)
model.compile(optimizer="adam", loss=Smoothed(), metrics=["accuracy"])
model.fit(x, y)
