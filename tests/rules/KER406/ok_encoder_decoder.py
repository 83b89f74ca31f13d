from tensorflow.keras.layers import LSTM, Dense, RepeatVector, TimeDistributed
from tensorflow.keras.models import Sequential

model = Sequential()
model.add(LSTM(32, input_shape=(12, 3)))
model.add(RepeatVector(4))
model.add(LSTM(32, return_sequences=True))
model.add(TimeDistributed(Dense(3)))
