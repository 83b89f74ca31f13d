import keras
from keras import layers


def segmenter(size, channels):
    image = keras.Input((size, size, 3))
    x = layers.Conv2D(8, 3, padding="same", activation="relu")(image)
    return keras.Model(image, layers.Conv2D(channels, 1, activation="sigmoid")(x))


import numpy as np

images, masks = np.zeros((10, 48, 48, 3)), np.zeros((10, 48, 48, 1))
net = segmenter(48, channels=1)
net.compile("adam", keras.losses.BinaryCrossentropy())
net.fit(images, masks, batch_size=2)
