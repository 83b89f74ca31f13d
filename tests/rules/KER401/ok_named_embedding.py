import keras

model = keras.Sequential([
    keras.Input((512,)),
    keras.layers.Dense(128, name="embedding"),
    keras.layers.Dense(100, activation="softmax"),
])
