from keras.layers import Dense, Embedding, GRU, Input, Reshape
from keras.models import Model

words = Input(shape=(None,))
x = Embedding(5000, 64)(words)
x = Reshape((-1, 32))(x)
x = GRU(16)(x)
model = Model(words, Dense(1, activation="sigmoid")(x))
