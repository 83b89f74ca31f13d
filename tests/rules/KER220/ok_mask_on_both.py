from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x, y), _ = mnist.load_data()
keep = y < 2
model = Sequential([Flatten(), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
model.fit(x[keep], y[keep])
