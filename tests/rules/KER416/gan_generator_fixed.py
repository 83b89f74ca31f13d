from keras.models import Sequential
from keras.layers import Conv2DTranspose, Dense, LeakyReLU, Reshape


def build_generator(latent_dim):
    model = Sequential()
    model.add(Dense(256 * 7 * 7, input_dim=latent_dim))
    model.add(LeakyReLU(0.2))
    model.add(Reshape((7, 7, 256)))
    model.add(Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"))
    return model


generator = build_generator(100)
