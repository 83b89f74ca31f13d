from tensorflow.keras.layers import Dense, LSTM, Reshape
from tensorflow.keras.models import Sequential

batch_size = 32
steps, features = 20, 6

model = Sequential()
model.add(Dense(steps * features, activation="relu", input_shape=(40,)))
model.add(Reshape((steps, features)))
model.add(LSTM(16))
model.add(Dense(1))
