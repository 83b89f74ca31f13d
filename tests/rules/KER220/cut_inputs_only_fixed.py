import tensorflow as tf

CONFIG = {"n": 5000, "epochs": 2}


def load(config):
    (x, y), _ = tf.keras.datasets.fashion_mnist.load_data()
    x = x[: config["n"]].reshape(-1, 784) / 255.0
    return x, y[: config["n"]]


def main():
    x, y = load(CONFIG)
    model = tf.keras.Sequential([tf.keras.layers.Dense(10, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=CONFIG["epochs"])


if __name__ == "__main__":
    main()
