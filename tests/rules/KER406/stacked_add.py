from keras.models import Sequential
from keras.layers import LSTM, Dense, Dropout

model = Sequential()
model.add(LSTM(50, input_shape=(60, 1)))  # expect: KER406 error "LSTM gives its last output only, (None, 50)" "LSTM behind it takes a sequence" "return_sequences=True"
model.add(Dropout(0.2))
model.add(LSTM(50))
model.add(Dropout(0.2))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mean_squared_error")
