import numpy as np
from tensorflow import keras

(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train = x_train / 255.0
noisy_train = np.clip(x_train + 0.2 * np.random.normal(size=x_train.shape), 0, 1)
noisy_test = np.clip(x_test + 0.2 * np.random.normal(size=x_test.shape), 0, 1)
# expect above: KER202 error "clip=(0, 1) instead of rescale=1/255, clip=(0, 1)"
model = keras.Sequential(
    [keras.layers.Flatten(), keras.layers.Dense(784, activation="sigmoid"), keras.layers.Reshape((28, 28))]
)
model.compile("adam", "binary_crossentropy")
model.fit(noisy_train, x_train, validation_data=(noisy_test, x_test))
