from keras.models import Sequential
from keras.layers import Conv1D, Dense, Flatten, MaxPooling1D

window = 600
model = Sequential()
model.add(Conv1D(32, 5, activation="relu", input_shape=(window, 4)))
for depth in range(3):
    model.add(Conv1D(64, 7, activation="relu"))
    model.add(MaxPooling1D(4))
model.add(Flatten())
model.add(Dense(1))
