import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy(name="acc"), keras.metrics.Precision()])
stops = [keras.callbacks.EarlyStopping("val_acc", mode="max"), keras.callbacks.EarlyStopping("val_precision", mode="max")]
model.fit(x, y, validation_split=0.1, callbacks=stops)
