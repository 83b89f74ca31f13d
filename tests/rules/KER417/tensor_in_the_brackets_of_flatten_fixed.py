from tensorflow import keras

CONFIG = {"shape": (28, 28), "hidden": 64, "classes": 10}


def make(config):
    inputs = keras.Input(config["shape"])
    x = keras.layers.Flatten()(inputs)
    x = keras.layers.Dense(config["hidden"], activation="relu")(x)
    return keras.Model(inputs, keras.layers.Dense(config["classes"], activation="softmax")(x))


make(CONFIG).summary()
