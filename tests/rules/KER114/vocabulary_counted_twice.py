from keras.layers import LSTM, Dense, Embedding
from keras.models import Sequential
from keras.preprocessing.sequence import pad_sequences
from keras.preprocessing.text import Tokenizer
from keras.utils import to_categorical

lines = open("sonnets.txt").read().lower().split("\n")
tokenizer = Tokenizer()
tokenizer.fit_on_texts(lines)
words = len(tokenizer.word_index) + 1
sequences = pad_sequences(tokenizer.texts_to_sequences(lines), maxlen=12)
x, y = sequences[:, :-1], to_categorical(sequences[:, -1], num_classes=words)

model = Sequential()
model.add(Embedding(words, 100, input_length=11))
model.add(LSTM(150))
model.add(Dense(words + 1, activation="softmax"))  # expect: KER114 error "len(tokenizer.word_index) + 1 + 1"
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(x, y, epochs=100)
