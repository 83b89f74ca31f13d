from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x, y), _ = mnist.load_data()
y[y > 1] = 1
model = Sequential([Flatten(), Dense(2, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y)
