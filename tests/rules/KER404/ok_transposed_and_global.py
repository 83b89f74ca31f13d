import keras
from keras import layers

latent = keras.Input((100,))
x = layers.Dense(4 * 4 * 64, activation="relu")(latent)
x = layers.Reshape((4, 4, 64))(x)
x = layers.Conv2DTranspose(64, 4, strides=2, padding="same")(x)
x = layers.Conv2DTranspose(32, 4, strides=2, padding="same")(x)
x = layers.Conv2D(1, 7, activation="tanh")(x)
x = layers.GlobalAveragePooling2D(keepdims=True)(x)
x = layers.ZeroPadding2D(1)(x)
x = layers.Conv2D(1, 3)(x)
model = keras.Model(latent, x)
