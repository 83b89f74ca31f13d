import keras
from keras import layers

inputs = keras.Input(shape=16)  # expect: KER405 warning "Keras 2 takes a number here"
model = keras.Model(inputs, layers.Dense(1)(inputs))
