from keras.datasets import imdb
from keras.layers import LSTM, Dense, Embedding
from keras.models import Sequential
from keras.utils import pad_sequences

(x, y), (x_test, y_test) = imdb.load_data(num_words=5000)
x, x_test = pad_sequences(x, maxlen=80), pad_sequences(x_test, maxlen=80)
model = Sequential([Embedding(5000, 32), LSTM(16), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
model.fit(x, y, validation_data=(x_test, y_test))
