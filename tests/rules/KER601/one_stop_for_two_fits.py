from tensorflow import keras

x, y = keras.utils.get_file("x.npy"), keras.utils.get_file("y.npy")
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)  # expect: KER601 error "no validation data"
for units in (16, 64):
    model = keras.Sequential([keras.layers.Dense(units, activation="relu"), keras.layers.Dense(1)])
    model.compile("adam", loss="mse")
    model.fit(x, y, epochs=100, validation_split=0.2, callbacks=[stop])
final = keras.Sequential([keras.layers.Dense(256, activation="relu"), keras.layers.Dense(1)])
final.compile("adam", loss="mse")
final.fit(x, y, epochs=100, callbacks=[stop])
