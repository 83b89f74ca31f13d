import numpy as np
from tensorflow import keras

words = sorted(set(open("words.txt").read().split()))
answers = sorted(set(open("answers.txt").read().split()))
x = np.zeros((500, 20, len(words)))
y = np.zeros((500, len(answers)))
model = keras.Sequential(
    [
        keras.Input((20, len(words))),
        keras.layers.LSTM(64),
        keras.layers.Dense(len(words), activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y)

columns = len(open("target.csv").readline().split(","))
targets = np.zeros((500, columns))
regression = keras.Sequential(
    [keras.Input((20, len(words))), keras.layers.Flatten(), keras.layers.Dense(columns + 1)]
)
regression.compile(optimizer="adam", loss="mse")
regression.fit(x, targets)
