from tensorflow import keras

from traffic import make_batches, read_signs

train, held_out = make_batches("signs")
model = keras.Sequential(
    [keras.Input((48, 48, 3)), keras.layers.Flatten(), keras.layers.Dense(43, activation="softmax")]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=held_out)
model.evaluate(held_out)
model.predict(held_out[0])

signs = read_signs("signs.h5")
model.fit(signs[0], signs[1])
model.predict(signs[0])
model.predict(signs[2])
