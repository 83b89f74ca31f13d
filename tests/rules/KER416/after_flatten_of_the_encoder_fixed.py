import keras.layers as kl
from keras.models import Model

image = kl.Input((32, 32, 3))
x = kl.Conv2D(8, 3, strides=2, padding="same", activation="relu")(image)
x = kl.Conv2D(16, 3, strides=2, padding="same", activation="relu")(x)
code = kl.Dense(64)(kl.Flatten()(x))
y = kl.Dense(8 * 8 * 16)(code)
y = kl.Reshape(target_shape=(8, 8, 16))(y)
y = kl.UpSampling2D(4)(y)
auto = Model(image, kl.Conv2D(3, 3, padding="same", activation="sigmoid")(y))
