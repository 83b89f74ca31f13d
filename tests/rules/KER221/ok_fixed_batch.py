import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

model = Sequential([LSTM(8, batch_input_shape=(1, 5, 2), stateful=True), Dense(1)])
x = np.zeros((30, 5, 2))
for i in range(30):
    model.predict(x[i : i + 1], batch_size=1)
