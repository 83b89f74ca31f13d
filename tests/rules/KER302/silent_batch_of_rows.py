"""Each photo gives several rows, so a batch of photos has as many rows as it happens to have."""

import numpy as np
from tensorflow import keras


def rows_of(photos, captions, batch_size):
    images, words, following = [], [], []
    n = 0
    while True:
        for photo in photos:
            n += 1
            sequence = captions[photo]
            for i in range(1, len(sequence)):
                images.append(load(photo))
                words.append(keras.utils.pad_sequences([sequence[:i]], maxlen=20)[0])
                following.append(keras.utils.to_categorical([sequence[i]], 900)[0])
            if n == batch_size:
                yield [np.array(images), np.array(words)], np.array(following)
                images, words, following = [], [], []
                n = 0


image = keras.Input((256,))
text = keras.Input((20,))
joined = keras.layers.add([keras.layers.Dense(64)(image), keras.layers.LSTM(64)(keras.layers.Embedding(900, 64)(text))])
model = keras.Model([image, text], keras.layers.Dense(900, "softmax")(joined))
model.compile("adam", "categorical_crossentropy")
batch_size = 64
for epoch in range(5):
    generator = rows_of(train, captions, batch_size)
    model.fit(generator, epochs=1, steps_per_epoch=len(train) // batch_size)
