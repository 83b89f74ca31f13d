import numpy as np
from course_utils import load_dataset, load_more
from tensorflow import keras

(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
noisy_train = np.clip(x_train + 0.2 * np.random.normal(size=x_train.shape), 0, 1)
model = keras.Sequential(
    [keras.layers.Flatten(), keras.layers.Dense(784, activation="sigmoid"), keras.layers.Reshape((28, 28))]
)
model.compile("adam", "binary_crossentropy")
model.fit(noisy_train, x_train)
clean = model.predict(x_test)

train_x, train_y = load_dataset()
test_x, test_y = load_more()
classifier = keras.Sequential([keras.Input((64, 64, 3)), keras.layers.Flatten(), keras.layers.Dense(1)])
classifier.compile("adam", "mse")
classifier.fit(train_x / 255.0, train_y)
classifier.evaluate(test_x, test_y)

(a_train, b_train), (a_test, b_test) = keras.datasets.cifar10.load_data()
mean, spread = a_train.mean(axis=0), a_train.std(axis=0)
scaled = a_train / 255.0
scaled_mean, scaled_spread = scaled.mean(axis=0), scaled.std(axis=0)
third = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
third.compile("adam", "sparse_categorical_crossentropy")
third.fit((scaled - scaled_mean) / scaled_spread, b_train, validation_data=((a_test - mean) / spread, b_test))
