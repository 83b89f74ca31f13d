from tensorflow.keras.layers import AveragePooling2D, Conv2D, Dense, Flatten, Input
from tensorflow.keras.models import Model

CONFIG = {"height": 40, "width": 120, "kernel": (7, 7), "filters": [16, 32, 64]}

inputs = Input(shape=(CONFIG["height"], CONFIG["width"], 1))
x = Conv2D(CONFIG["filters"][0], CONFIG["kernel"], activation="relu")(inputs)
x = AveragePooling2D((2, 2))(x)
x = Conv2D(CONFIG["filters"][1], CONFIG["kernel"], activation="relu")(x)
# The width would do, the height does not.
x = Conv2D(CONFIG["filters"][2], CONFIG["kernel"], activation="relu")(x)
x = Flatten()(x)
model = Model(inputs, Dense(36, activation="softmax")(x))
