import keras

inp = keras.Input((10,))
model = keras.Model(inp, keras.layers.Dense(2, activation="softmax")(inp))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
callbacks = [
    keras.callbacks.EarlyStopping(
        monitor="val_accurcay",  # expect: KER601 error "did you mean" "val_accuracy"
        mode="max",
    )
]
model.fit(x, y, validation_split=0.1, epochs=5, callbacks=callbacks)
