from keras.models import Sequential
from keras.layers import Conv1D, Dense, Flatten, MaxPooling1D

window = 60
model = Sequential()
model.add(Conv1D(32, 5, activation="relu", input_shape=(window, 4)))
for depth in range(3):
    model.add(Conv1D(64, 7, activation="relu"))  # expect: KER404 error "(None, 1, 64)" "kernel_size=(7,)"
    model.add(MaxPooling1D(4))
model.add(Flatten())
model.add(Dense(1))
