import tensorflow as tf

CONFIG = {"units": 20, "epochs": 3}


def make_model(config):
    model = tf.keras.models.Sequential()
    model.add(tf.keras.layers.Flatten(input_shape=(32, 32, 3)))
    for width in (256, 128):
        model.add(tf.keras.layers.Dense(width, activation="relu"))
    model.add(tf.keras.layers.Dense(config["units"], activation="softmax"))
    model.compile("sgd", tf.keras.losses.SparseCategoricalCrossentropy())
    return model


def main():
    (x, y), _ = tf.keras.datasets.cifar100.load_data("coarse")
    make_model(CONFIG).fit(x / 255.0, y, epochs=CONFIG["epochs"])


if __name__ == "__main__":
    main()
