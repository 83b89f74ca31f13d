import keras
from callbacks import F1History


class F1(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        logs["val_f1"] = 0.5


model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, validation_split=0.1, callbacks=[F1(), keras.callbacks.EarlyStopping("val_f1", mode="max")])
