import keras
from keras import layers

inputs = keras.Input((32, 32, 3))
x = layers.Conv2D(32, 3, padding="same")(inputs)
y = layers.Conv2D(32, 5, padding="same")(inputs)
z = layers.Conv2D(1, 1)(inputs)
x = layers.Add()([x, y])
x = layers.Multiply()([x, z])
x = layers.Concatenate()([x, y, z])
x = layers.Reshape((32, 32 * 65))(x)
x = layers.Bidirectional(layers.LSTM(16, return_sequences=True))(x)
x = layers.TimeDistributed(layers.Dense(4))(x)
x = layers.Conv1D(8, 3)(x)
model = keras.Model(inputs, layers.Dense(2)(layers.GlobalMaxPooling1D()(x)))
