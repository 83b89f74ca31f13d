import keras
from keras import layers

inputs = keras.Input((32, 128, 1))
x = layers.Conv2D(64, 3, activation="relu", padding="same")(inputs)
x = layers.MaxPooling2D(2)(x)
x = layers.Conv2D(64, 3, activation="relu", padding="same")(x)
x = layers.MaxPooling2D(2)(x)
# The sizes of the larger images that the network was made for.
x = layers.Reshape((50, 768))(x)  # expect: KER416 error "(None, 8, 32, 64)" "16,384 values" "38,400" "one of them may be -1"
x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(x)
model = keras.Model(inputs, layers.Dense(80, activation="softmax")(x))
