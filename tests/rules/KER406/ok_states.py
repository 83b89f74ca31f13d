from keras import Input, Model
from keras.layers import LSTM, Dense, Embedding

source = Input((None,))
x = Embedding(500, 32)(source)
_, h, c = LSTM(64, return_state=True)(x)
target = Input((None,))
y = Embedding(500, 32)(target)
y = LSTM(64, return_sequences=True)(y, initial_state=[h, c])
model = Model([source, target], Dense(500, activation="softmax")(y))
