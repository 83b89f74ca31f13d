import tensorflow as tf
from tensorflow.keras import layers

from data import load


def make(classes, size=96):
    image = layers.Input((size, size, 3))
    x = image
    for filters in (16, 32, 64):
        x = layers.Conv2D(filters, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
        x = layers.AveragePooling2D()(x)
    x = layers.Dropout(0.3)(x)
    x = layers.GlobalMaxPooling2D()(x)
    return tf.keras.Model(image, layers.Dense(classes, activation="softmax")(x))


x_train, y_train = load("train")
model = make(7)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy())
model.fit(x_train, y_train, epochs=5)
