import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["acc"])
model.fit(x, y, validation_split=0.2, callbacks=[keras.callbacks.EarlyStopping(monitor="val_acc", patience=3)])
