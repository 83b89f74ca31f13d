import numpy as np
from keras.layers import LSTM, Activation, Dense
from keras.models import Sequential

text = open("novel.txt").read().lower()
chars = sorted(set(text))
index = {c: i for i, c in enumerate(chars)}
sentences, following = [], []
for i in range(0, len(text) - 40, 3):
    sentences.append(text[i : i + 40])
    following.append(text[i + 40])
x = np.zeros((len(sentences), 40, len(chars)))
y = np.zeros((len(sentences), len(chars)))
for i, sentence in enumerate(sentences):
    for t, char in enumerate(sentence):
        x[i, t, index[char]] = 1
    y[i, index[following[i]]] = 1

model = Sequential()
model.add(LSTM(128, input_shape=(40, len(chars))))
model.add(Dense(len(chars)))
model.add(Activation("softmax"))
model.compile(loss="categorical_crossentropy", optimizer="rmsprop")
for _ in range(60):
    model.fit(x, y, batch_size=128, epochs=1)
