import argparse

from keras.datasets import imdb
from keras.layers import Dense, Embedding, Flatten, Input
from keras.models import Model
from keras.preprocessing.sequence import pad_sequences

parser = argparse.ArgumentParser()
parser.add_argument("--maxlen", type=int, default=100)
parser.add_argument("--words", type=int, default=10000)
args = parser.parse_args()

(x_train, y_train), _ = imdb.load_data(num_words=args.words)
x_train = pad_sequences(x_train, maxlen=args.maxlen)

tokens = Input(shape=(args.maxlen,))
x = Embedding(args.words, 32)(tokens)
output = Dense(1, activation="sigmoid")(Flatten()(x))
model = Model(tokens, output)
model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["acc"])
model.fit(x_train, y_train, epochs=10, batch_size=128, validation_split=0.2)
