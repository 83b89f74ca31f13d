import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile(loss="mse", metrics=["mae"])
model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping(monitor="loss"), keras.callbacks.ReduceLROnPlateau("mae")])
