import numpy as np
from tensorflow import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train / 255.0
x_train = np.concatenate([x_train, np.flip(x_train, axis=2)])
y_train = np.concatenate([y_train, y_train])
order = np.random.permutation(len(x_train))
x_train, y_train = x_train[order], y_train[order]
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x_train, y_train, validation_data=(x_test, y_test))  # expect: KER202 error "instead of rescale=1/255"
