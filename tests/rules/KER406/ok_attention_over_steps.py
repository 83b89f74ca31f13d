import keras
from keras import layers

inputs = keras.Input((25, 16))
x = layers.Bidirectional(layers.LSTM(32, return_sequences=True))(inputs)
weights = layers.Softmax(axis=1)(layers.Dense(1)(x))
context = layers.Flatten()(layers.Dot(axes=1)([weights, x]))
model = keras.Model(inputs, layers.Dense(3, activation="softmax")(context))
