import keras
from keras import layers

inputs = keras.Input((32, 128, 1))
x = layers.Conv2D(64, 3, activation="relu", padding="same")(inputs)
x = layers.MaxPooling2D(2)(x)
x = layers.Conv2D(64, 3, activation="relu", padding="same")(x)
x = layers.MaxPooling2D(2)(x)
x = layers.Reshape((32, 8 * 64))(x)
x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(x)
model = keras.Model(inputs, layers.Dense(80, activation="softmax")(x))
