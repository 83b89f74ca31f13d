import numpy as np
from tensorflow import keras

text = open("letters.txt").read()
chars = sorted(set(text))
starts = range(0, len(text) - 30, 5)
x = np.zeros((len(starts), 30, len(chars)), dtype=bool)
y = np.zeros((len(starts), len(chars)), dtype=bool)

model = keras.Sequential(
    [
        keras.Input((30, len(chars))),
        keras.layers.LSTM(64),
        keras.layers.Dense(len(chars), activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, batch_size=128)
