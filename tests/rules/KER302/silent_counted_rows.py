"""The generator gives as many rows as it has filled: the last batch is smaller."""

import numpy as np
from tensorflow import keras

batch_size = 64


def batches():
    rows = np.zeros((batch_size, 12))
    labels = np.zeros(batch_size)
    while True:
        np.random.shuffle(pairs)
        for i in range(int(np.ceil(len(pairs) / batch_size))):
            j = 0
            for row, label in pairs[i * batch_size : (i + 1) * batch_size]:
                rows[j] = row
                labels[j] = label
                j += 1
            yield rows[:j], labels[:j]


pairs = read_pairs()
model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy")
model.fit(batches(), steps_per_epoch=int(np.ceil(len(pairs) / batch_size)), epochs=20)
