import keras
from keras import layers

inputs = keras.Input((64,))
outputs = []
for side in (2, 4, 8):
    outputs.append(layers.Reshape((side, side, 64 // side**2))(inputs))
model = keras.Model(inputs, outputs)
