# settings: target-keras = "3"
import keras
from keras import layers

encoder = keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(8, 3), layers.GlobalMaxPooling2D()])
image = keras.Input((96, 96, 3))
features = encoder(image)
model = keras.Model(image, layers.Dense(2)(features))
