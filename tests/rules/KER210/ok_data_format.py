from keras import backend as K
from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

(x, y), _ = mnist.load_data()
if K.image_data_format() == "channels_first":
    x, shape = x.reshape(-1, 1, 28, 28), (1, 28, 28)
else:
    x, shape = x.reshape(-1, 28, 28, 1), (28, 28, 1)
model = Sequential([Conv2D(8, 3, input_shape=shape), Flatten(), Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y)
