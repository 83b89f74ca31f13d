import keras

options = {"epochs": 3, "callbacks": [keras.callbacks.EarlyStopping(patience=3)]}
model.fit(x, y, validation_split=0.1, **options)
