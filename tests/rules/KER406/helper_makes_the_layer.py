from keras.layers import GRU, Dense, Input
from keras.models import Model


def recurrent(units, last=False):
    return GRU(units, return_sequences=not last)  # expect: KER406 error "(None, 24)"


steps = Input(shape=(None, 8))
x = recurrent(24, last=True)(steps)
x = recurrent(12, last=True)(x)
model = Model(steps, Dense(1)(x))
