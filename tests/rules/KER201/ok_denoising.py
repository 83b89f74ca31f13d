import numpy as np
from keras.datasets import mnist

(x_train, _), (x_test, _) = mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
x_train_noisy = x_train + np.random.normal(loc=0.5, scale=0.5, size=x_train.shape)
x_test_noisy = x_test + np.random.normal(loc=0.5, scale=0.5, size=x_test.shape)
autoencoder.fit(x_train_noisy, x_train, validation_data=(x_test_noisy, x_test), epochs=30)
