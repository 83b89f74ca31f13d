from keras import Input, Model
from keras.layers import LSTM, Bidirectional, Dense, Lambda, TimeDistributed

steps = Input((None, 12))
encoded, h, c = LSTM(16, return_state=True)(steps)
target = Input((None, 6))
decoded = LSTM(16, return_sequences=True)(target, initial_state=[h, c])
decoded = TimeDistributed(Dense(6, activation="softmax"))(Bidirectional(LSTM(4, return_sequences=True))(decoded))
model = Model([steps, target], Lambda(lambda t: t * 2)(decoded))
