from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(60000, 28, 28, 1) / 255.0
layers = [Conv2D(16, 3, activation="relu", input_shape=(28, 28, 1)), Flatten(), Dense(10, activation="softmax")]
model = Sequential()
for layer in layers:
    model.add(layer)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x_train, y_train)
