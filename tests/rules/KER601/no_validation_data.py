import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile(loss="mse")
early = keras.callbacks.EarlyStopping(patience=5)  # expect: KER601 error "val_loss (the default)" "no validation data"
model.fit(x, y, epochs=200, callbacks=[early])
