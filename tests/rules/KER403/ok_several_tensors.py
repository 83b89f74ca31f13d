from keras.layers import LSTM, Concatenate, Dense, Dropout, Flatten, Input
from keras.models import Model

left, right = Input((8, 4)), Input((8, 4))
branches = [Flatten()(Dense(16, activation="relu")(side)) for side in (left, right)]
x = Concatenate()(branches)
sequence, *states = LSTM(7, return_sequences=True, return_state=True)(left)
decoded = LSTM(7)(right, initial_state=states)
a, b = Dropout(0.2)([x, decoded])
one = Dense(5)([a])
model = Model([left, right], [one, Dense(2)(b)])
