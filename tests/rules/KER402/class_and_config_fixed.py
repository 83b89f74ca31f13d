import numpy as np
import tensorflow as tf

CONFIG = {"filters": [8, 16], "classes": 3, "size": 32}


class Classifier:
    def __init__(self, config):
        self.config = config
        self.model = tf.keras.Sequential(name="classifier")
        self.model.add(tf.keras.layers.InputLayer((config["size"], config["size"], 3)))
        for filters in config["filters"]:
            self.model.add(tf.keras.layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu"))
        self.model.add(tf.keras.layers.BatchNormalization())
        self.model.add(tf.keras.layers.Flatten())
        self.model.add(tf.keras.layers.Dense(config["classes"], activation="softmax"))

    def train(self, images, labels):
        self.model.compile(tf.keras.optimizers.Adam(1e-3), loss=tf.keras.losses.SparseCategoricalCrossentropy())
        self.model.fit(images, labels, batch_size=16)


images = np.zeros((60, 32, 32, 3), "float32")
labels = np.random.randint(0, 3, size=(60,))
Classifier(CONFIG).train(images, labels)
