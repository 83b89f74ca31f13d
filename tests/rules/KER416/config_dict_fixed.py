from keras.layers import Dense, Input, Reshape
from keras.models import Model

settings = {"side": 8, "channels": 32, "latent": 64}


def decoder(cfg):
    z = Input(shape=(cfg["latent"],), name="z")
    h = Dense(cfg["side"] ** 2 * cfg["channels"], activation="relu")(z)
    h = Reshape((cfg["side"], cfg["side"], cfg["channels"]), name="grid")(h)
    return Model(z, h, name="decoder")


model = decoder(settings)
