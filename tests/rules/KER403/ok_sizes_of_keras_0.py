"""Keras 0.1 had each layer told the size of its input."""

from keras.layers.core import Activation, Dense, Dropout
from keras.layers.normalization import BatchNormalization
from keras.models import Sequential

model = Sequential()
model.add(Dense(784, 512))
model.add(Activation("relu"))
model.add(BatchNormalization((512,)))
model.add(Dense(512, 128))
model.add(Activation("relu"))
model.add(BatchNormalization(128))
model.add(Dropout(0.5))
model.add(Dense(128, 10))
model.compile(loss="mse", optimizer="rmsprop")

second = Sequential()
second.add(Dense(input_dim=20, output_dim=64, init="uniform"))
second.add(BatchNormalization(64))
second.add(Activation("tanh"))
second.add(Dense(input_dim=64, output_dim=2))
