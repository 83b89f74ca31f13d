from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

(x, y), (x_test, y_test) = mnist.load_data()
model = Sequential([Conv2D(8, 3, input_shape=(28, 28, 1)), Flatten(), Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y, validation_data=(x_test[..., None], y_test))
