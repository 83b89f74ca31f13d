import keras


def make_callbacks():
    stop = keras.callbacks.EarlyStopping(patience=3)
    return [stop, keras.callbacks.TerminateOnNaN()]


model.fit(x, y, validation_split=0.1, callbacks=make_callbacks())
