import numpy as np
from keras.layers import LSTM, Dense, Embedding
from keras.models import Sequential

lines = [line.split() for line in open("sentences.txt")]
tags = sorted({word.rsplit("/", 1)[1] for line in lines for word in line})
x = np.zeros((len(lines), 50), dtype="int32")
y = np.zeros((len(lines), 50, len(tags)))

model = Sequential()
model.add(Embedding(20000, 64, input_length=50))
model.add(LSTM(64, return_sequences=True))
model.add(Dense(len(tags), activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(x, y)
