import keras

model = keras.Sequential([
    keras.Input((32, 32, 3)),
    keras.layers.Conv2D(16, 5),  # expect: KER401 "AveragePooling2D"
    keras.layers.AveragePooling2D(),
    keras.layers.Conv2D(32, 5, activation="relu"),
    keras.layers.GlobalMaxPooling2D(),
    keras.layers.Dense(3, activation="softmax"),
])
