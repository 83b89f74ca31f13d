import numpy as np
from keras.layers import LSTM, Dense, Embedding
from keras.models import Sequential

tokens = np.random.randint(0, 50, size=(400, 12))
model = Sequential([Embedding(50, 8), LSTM(16, return_sequences=True), Dense(50, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(tokens, tokens)
