import keras

plateau = keras.callbacks.ReduceLROnPlateau()
model.fit(x, y, epochs=1)
model.fit(x, y, epochs=10, validation_split=0.1, callbacks=[plateau])
