from keras.datasets import mnist
from keras.layers import Dense
from keras.models import Sequential

(x, _), (x_test, _) = mnist.load_data()
x, x_test = x.reshape(len(x), -1) / 255, x_test.reshape(len(x_test), -1) / 255
model = Sequential([Dense(32, activation="relu"), Dense(784, activation="sigmoid")])
model.compile("adam", "mse")
model.fit(x, x, validation_data=(x_test, x_test))
