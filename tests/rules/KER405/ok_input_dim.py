from keras.layers import Dense, Embedding
from keras.models import Sequential

model = Sequential()
model.add(Dense(12, input_dim=8, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
words = Sequential()
words.add(Embedding(1000, 8, input_length=20))
words.add(Dense(1))
