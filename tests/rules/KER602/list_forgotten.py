import keras

callbacks_list = [keras.callbacks.EarlyStopping(monitor='val_loss', patience=3)]  # expect: KER602 warning "`callbacks_list` (EarlyStopping)"
model.fit(x, y, epochs=10, validation_data=(xv, yv))
