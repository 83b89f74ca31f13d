import keras

callbacks = [keras.callbacks.EarlyStopping(patience=3)]
model.fit(x, y, epochs=10, validation_split=0.1, callbacks=callbacks)
