import numpy as np
from keras.layers import Conv1D, Conv2D, Dense, Input, LSTM, MaxPooling1D, MaxPooling2D, UpSampling2D
from keras.models import Model

image = Input((64, 64, 3))
x = MaxPooling2D()(Conv2D(8, 3, padding="same", activation="relu")(image))
x = UpSampling2D()(Conv2D(8, 3, padding="same", activation="relu")(x))
net = Model(image, Dense(2, activation="softmax")(x))
net.compile("adam", "categorical_crossentropy")
net.fit(np.load("images.npy"), np.load("masks.npy"))

steps = Input((100, 4))
tags = Dense(5, activation="softmax")(Conv1D(16, 3, padding="same", activation="relu")(steps))
tagger = Model(steps, tags)
tagger.compile("adam", "sparse_categorical_crossentropy")
tagger.fit(np.load("steps.npy"), np.load("tags.npy"))

y = LSTM(16, return_sequences=True)(MaxPooling1D(2)(steps))
recogniser = Model(steps, Dense(30, activation="softmax")(y))
recogniser.compile("adam", "categorical_crossentropy")
recogniser.fit(np.load("steps.npy"), np.load("words.npy"))
