import keras
import numpy as np
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 28, 28, 1) / 255
inputs = keras.Input((28, 28, 1))
x = layers.Flatten()(layers.Conv2D(8, 3)(inputs))
model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x_train, y_train)
digit = x_test[7] / 255
print(np.argmax(model.predict(digit)))  # expect: KER221 error "(28, 28)" "digit.reshape(1, 28, 28, 1)"
