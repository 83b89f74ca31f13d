import numpy as np
from keras.datasets import mnist
from keras.layers import Conv2D, Input, MaxPooling2D, UpSampling2D
from keras.models import Model

(x, _), _ = mnist.load_data()
x = np.reshape(x / 255.0, (len(x), 1, 28, 28))
image = Input(shape=(1, 28, 28))
h = MaxPooling2D(2, padding="same")(Conv2D(8, 3, padding="same")(image))
out = Conv2D(1, 3, padding="same")(UpSampling2D(2)(h))
model = Model(image, out)
model.compile("adam", "binary_crossentropy")
model.fit(x, x)
