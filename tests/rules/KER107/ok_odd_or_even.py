from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x, y), (x_test, y_test) = mnist.load_data()
y = y % 2
y_test = (y_test > 4).astype("float32")
model = Sequential([Flatten(), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
model.fit(x, y, validation_data=(x_test, y_test))
