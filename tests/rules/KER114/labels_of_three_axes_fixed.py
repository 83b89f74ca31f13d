import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

x = np.zeros((50, 10, 1))
y = np.zeros((50, 10, 2))


def main():
    model = Sequential()
    model.add(LSTM(16, return_sequences=True))
    model.add(Dense(2, activation="sigmoid"))
    model.compile("adam", "binary_crossentropy")
    model.fit(x, y)


main()
