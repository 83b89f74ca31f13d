from tensorflow import keras

from traffic import read_signs

x_train, y_train, x_test, y_test = read_signs("signs.h5")
model = keras.Sequential(
    [
        keras.Input((48, 48, 3)),
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(43, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20, validation_data=(x_test, y_test))
sign = model.predict(x_test[7]).argmax()  # expect: KER221 error "a single sample (48, 48, 3)"
