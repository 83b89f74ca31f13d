# settings: target-keras = "3"
import keras
from keras import layers

encoder = keras.Sequential([keras.Input((64, 64, 3)), layers.Conv2D(8, 3), layers.GlobalMaxPooling2D()])
image = keras.Input((96, 96, 3))
features = encoder(image)  # expect: KER403 error "encoder takes inputs of shape (None, 64, 64, 3), but gets (None, 96, 96, 3)"
model = keras.Model(image, layers.Dense(2)(features))
