from tensorflow import keras
from tensorflow.keras import layers


class Captcha:
    def __init__(self, config):
        self.config = config

    def build(self):
        image = layers.Input(shape=self.config["shape"])
        x = layers.Conv2D(32, 3, activation="relu", padding="same")(image)
        x = layers.MaxPooling2D()(x)
        x = layers.Reshape((100, 25 * 32))(x)
        x = layers.Bidirectional(layers.LSTM(self.config["units"], return_sequences=True))(x)
        return keras.Model(image, layers.Dense(20, activation="softmax")(x))


model = Captcha({"shape": (200, 50, 1), "units": 64}).build()
