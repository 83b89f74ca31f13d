"""Keras gives flat numbers a second axis of 1."""

import numpy as np
import pandas as pd
from tensorflow import keras

x = np.linspace(-1, 1, 100)
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, x**2)

users = pd.read_csv("ratings.csv")["user"].values
embed = keras.Sequential([keras.layers.Embedding(1000, 8, input_length=1), keras.layers.Flatten(), keras.layers.Dense(1)])
embed.compile("adam", "mse")
embed.fit(users, y)

any_length = keras.Sequential([keras.Input((None,)), keras.layers.Embedding(10, 4), keras.layers.LSTM(4)])
any_length.compile("adam", "mse")
any_length.fit(np.arange(10), y)

texts = np.array(["a", "b"])
words = keras.Sequential([keras.Input((1,), dtype="string"), keras.layers.TextVectorization(), keras.layers.Embedding(9, 2)])
words.compile("adam", "mse")
words.fit(texts, y)

size = len(open("columns.txt").read())
sized = keras.Sequential([keras.Input((size,)), keras.layers.Dense(1)])
sized.compile("adam", "mse")
sized.fit(x, y)
