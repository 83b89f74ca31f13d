import pandas as pd
from keras.layers import GRU, Bidirectional, Dense, Embedding, Input
from keras.models import Model
from keras.preprocessing.sequence import pad_sequences
from keras.preprocessing.text import Tokenizer
from keras.utils import to_categorical

table = pd.read_csv("reviews.csv")
tokenizer = Tokenizer(20000)
tokenizer.fit_on_texts(table["text"])
x = pad_sequences(tokenizer.texts_to_sequences(table["text"]), maxlen=100)
y = to_categorical(table["stars"])

words = Input((100,))
states = Bidirectional(GRU(24))(Embedding(20000, 64)(words))
model = Model(words, Dense(y.shape[1], activation="sigmoid")(states))
model.compile("adam", "binary_crossentropy")
model.fit(x, y)
