import keras

CONFIG = {
    "hidden": 64,
    "classes": 7,
    "out_activation": "elu",
    "loss": "categorical_crossentropy",
}

inputs = keras.Input(shape=(30,))
x = keras.layers.Dense(CONFIG["hidden"], activation="relu")(inputs)
outputs = keras.layers.Dense(CONFIG["classes"], activation=CONFIG["out_activation"])(x)  # expect: KER101 error "elu"
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss=CONFIG["loss"])
