import keras
from keras import layers

inputs = keras.Input((64,))
outputs = []
for side in (2, 4, 8, 16):
    outputs.append(layers.Reshape((side, side, 64 // side**2))(inputs))  # expect: KER416 error "(None, 16, 16, 0)"
model = keras.Model(inputs, outputs)
