from keras.callbacks import EarlyStopping

es = EarlyStopping(patience=2)  # expect: KER602 "`es` (EarlyStopping) is never passed to fit" "callbacks=[es]"
model.fit(x, y, validation_split=0.1, epochs=50)
