from keras.layers import Dense, Input
from keras.models import Model

image = Input(shape=(784,))
code = Dense(32, activation="relu")(image)
restored = Dense(784, activation="sigmoid")(code)
autoencoder = Model(image, restored)
encoder = Model(image, code)
latent = Input(shape=(32,))
decoder = Model(latent, autoencoder.layers[-1](latent))
autoencoder.compile("adam", "binary_crossentropy")
