import os

from keras import layers, models

deep = bool(os.environ.get("DEEP"))
model = models.Sequential()
model.add(layers.LSTM(32, return_sequences=deep, input_shape=(10, 4)))
if deep:
    model.add(layers.LSTM(16))
model.add(layers.Dense(1))
