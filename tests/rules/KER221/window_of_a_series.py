import argparse

import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

parser = argparse.ArgumentParser()
parser.add_argument("--window", type=int, default=30)
args = parser.parse_args()
series = np.sin(np.arange(2000) / 20.0)
x = np.array([series[i : i + args.window] for i in range(1000)])[..., np.newaxis]
y = series[args.window : args.window + 1000]
model = Sequential()
model.add(LSTM(16, input_shape=(args.window, 1)))
model.add(Dense(1))
model.compile("adam", "mse")
model.fit(x, y, epochs=2)
last = x[-1]
print(model.predict(last))  # expect: KER221 error "(30, 1)" "30 samples" "predicts each"
