import keras

early_stopping = keras.callbacks.EarlyStopping(patience=3)
