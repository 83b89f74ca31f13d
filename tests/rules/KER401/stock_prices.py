from tensorflow.keras.layers import LSTM, Dense
from tensorflow.keras.models import Sequential

model = Sequential()
model.add(LSTM(50, return_sequences=True, input_shape=(60, 1)))
model.add(LSTM(50, return_sequences=False))
model.add(Dense(25))  # expect: KER401 "Dense(25) is followed by Dense(1)"
model.add(Dense(1))
model.compile(optimizer='adam', loss='mean_squared_error')
