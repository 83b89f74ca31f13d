import tensorflow as tf

CONFIG = {"classes": 10, "loss": "sparse_categorical_crossentropy", "optimizer": "sgd"}

(x, y), (x_val, y_val) = tf.keras.datasets.cifar10.load_data()


def build(config):
    inputs = tf.keras.Input(shape=(32, 32, 3))
    h = tf.keras.layers.Conv2D(16, 3, activation="relu")(inputs)
    h = tf.keras.layers.Flatten()(h)
    outputs = tf.keras.layers.Dense(config["classes"], activation="softmax")(h)
    model = tf.keras.Model(inputs, outputs)
    model.compile(optimizer=config["optimizer"], loss=config["loss"])
    return model


model = build(CONFIG)
model.fit(x / 255.0, y, epochs=2)
