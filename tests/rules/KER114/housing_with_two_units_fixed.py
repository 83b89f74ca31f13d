from tensorflow.keras.datasets import boston_housing
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

(x_train, y_train), (x_test, y_test) = boston_housing.load_data()


class Regressor:
    def __init__(self, hidden=64):
        self.net = Sequential()
        self.net.add(Dense(hidden, activation="relu", input_shape=(13,)))
        self.net.add(Dense(1))
        self.net.compile(loss="mean_squared_error", optimizer="rmsprop")

    def train(self):
        self.net.fit(x_train, y_train, epochs=10, validation_data=(x_test, y_test))


if __name__ == "__main__":
    Regressor().train()
