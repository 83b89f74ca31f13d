import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import GRU, Dense
from tensorflow.keras.models import Sequential

prices = np.random.rand(900, 5)


def windows(table, size):
    found = []
    for i in range(len(table) - size):
        found.append(table[i + size])
    return np.array(found)


y = windows(prices[:, :1], 20)
x = np.random.rand(len(y), 20, 5)
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2)
model = Sequential([GRU(32, input_shape=(20, 5)), Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(x_train, y_train, epochs=5)
