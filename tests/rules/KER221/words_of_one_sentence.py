from keras.layers import LSTM, Dense, Embedding
from keras.models import Sequential
from keras.preprocessing.sequence import pad_sequences
from keras.preprocessing.text import Tokenizer

texts, labels = ["good film", "bad film", "never again", "so good"], [1, 0, 0, 1]
tokenizer = Tokenizer(num_words=500)
tokenizer.fit_on_texts(texts)
padded = pad_sequences(tokenizer.texts_to_sequences(texts), maxlen=20)
model = Sequential()
model.add(Embedding(500, 16, input_length=20))
model.add(LSTM(8))
model.add(Dense(1, activation="sigmoid"))
model.compile("adam", "binary_crossentropy")
print(model.predict_classes(padded[1]))  # expect: KER221 error "(20,)" "(None, 20)"
