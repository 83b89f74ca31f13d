import keras
from keras import layers

inputs = keras.Input(shape=(16,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
