"""What is divided are words: a batch takes twenty windows of thirty of them."""

import numpy as np
from keras.layers import LSTM, Dense, Embedding, TimeDistributed
from keras.models import Sequential
from keras.utils import to_categorical

num_steps = 30
batch_size = 20
words = [int(word) for word in open("train.txt").read().split()]


class Windows:
    def __init__(self, data, num_steps, batch_size):
        self.data = data
        self.num_steps = num_steps
        self.batch_size = batch_size
        self.at = 0

    def generate(self):
        x = np.zeros((self.batch_size, self.num_steps))
        y = np.zeros((self.batch_size, self.num_steps, 500))
        while True:
            for i in range(self.batch_size):
                if self.at + self.num_steps >= len(self.data):
                    self.at = 0
                x[i] = self.data[self.at : self.at + self.num_steps]
                y[i] = to_categorical(self.data[self.at + 1 : self.at + self.num_steps + 1], 500)
                self.at += self.num_steps
            yield x, y


model = Sequential()
model.add(Embedding(500, 64, input_length=num_steps))
model.add(LSTM(64, return_sequences=True))
model.add(TimeDistributed(Dense(500, activation="softmax")))
model.compile(loss="categorical_crossentropy", optimizer="adam")
windows = Windows(words, num_steps, batch_size)
model.fit(windows.generate(), steps_per_epoch=len(words) // (batch_size * num_steps), epochs=5)
