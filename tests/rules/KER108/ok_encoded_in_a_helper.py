from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential
from prepare import encode

(x_train, y_train), _ = mnist.load_data()
y_train = encode(y_train)
model = Sequential([Flatten(), Dense(10, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(x_train, y_train)
