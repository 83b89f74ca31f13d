"""The generator yields one sample a step."""

import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

songs = [np.zeros((1, n, 4)) for n in (30, 40, 50)]


def one_by_one():
    while True:
        for song in songs:
            yield song, np.zeros((1, 1))


num_samples = len(songs)
model = Sequential([LSTM(8, input_shape=(None, 4)), Dense(1)])
model.compile("adam", "mse")
model.fit_generator(one_by_one(), steps_per_epoch=num_samples, epochs=3)
model.fit_generator(one_by_one(), steps_per_epoch=len(songs), epochs=3)
