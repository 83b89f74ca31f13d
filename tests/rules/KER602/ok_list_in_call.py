from keras.callbacks import EarlyStopping, TensorBoard

stop = EarlyStopping(patience=3)
board = TensorBoard()
model.fit(x, y, epochs=10, validation_split=0.1, callbacks=[stop, board])
