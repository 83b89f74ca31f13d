import keras
from keras import layers

generator = keras.Sequential([
    keras.Input((128,)),
    layers.Dense(8 * 8 * 128),
    layers.Reshape((8, 8, 128)),
    layers.Conv2DTranspose(128, 4, strides=2, padding="same"),
    layers.LeakyReLU(0.2),
    layers.Conv2D(3, 5, padding="same", activation="sigmoid"),
])
