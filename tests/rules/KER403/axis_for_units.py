from keras.layers import BatchNormalization, Dense
from keras.models import Sequential

model = Sequential()
model.add(Dense(64, activation="relu", input_shape=(20,)))
model.add(BatchNormalization(64))  # expect: KER403 "axis=64"
model.add(Dense(2))
