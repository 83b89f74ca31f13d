import keras

inp = keras.Input((8,))
a = keras.layers.Dense(3, activation="softmax", name="kind")(inp)
b = keras.layers.Dense(1, name="size")(inp)
model = keras.Model(inp, [a, b])
model.compile(loss=["categorical_crossentropy", "mse"], metrics={"kind": "accuracy"})
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="max")  # expect: KER601 "val_kind_accuracy"
model.fit(x, [ya, yb], validation_split=0.2, callbacks=[stop])
