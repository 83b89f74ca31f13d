import keras

model = keras.Sequential([
    keras.layers.Dense(64, activation="relu", input_shape=(300,)),
    keras.layers.Dense(14, activation="relu"),  # expect: KER101 error "14 units"
])
model.compile(optimizer="adam", loss=keras.losses.binary_crossentropy)
