import keras

CONFIG = {"image_size": 128, "classes": 5}


def build(config):
    shape = (config["image_size"], config["image_size"], 3)
    base = keras.applications.InceptionV3(include_top=False, pooling="avg", input_shape=shape)
    return keras.Sequential([base, keras.layers.Dense(config["classes"], activation="softmax")])


model = build(CONFIG)
