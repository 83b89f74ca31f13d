import keras
from keras import layers

(x, _), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 28, 28, 1) / 255
model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 3, padding="same", strides=2),
    layers.Conv2DTranspose(1, 3, padding="same", strides=2),
])
model.compile("adam", "mse")
model.fit(x, x)
