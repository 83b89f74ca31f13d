import keras

(x, y), _ = keras.datasets.mnist.load_data()
for units, loss, labels in (
    (10, "categorical_crossentropy", y),
    (9, "categorical_crossentropy", keras.utils.to_categorical(y)),
):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="softmax")])
    model.compile("adam", loss)
    model.fit(x, labels)
