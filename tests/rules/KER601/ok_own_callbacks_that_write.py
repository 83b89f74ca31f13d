from tensorflow import keras
from metrics import add_scores


class ByUpdate(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        logs.update({"val_f1": 0.5})


class ByHelper(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        add_scores(logs)


class ByName(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, values=None):
        values["val_f1"] += 0.5


class ByAlias(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        mine = logs
        mine["val_f1"] = 0.5


class Inherited(ByAlias):
    pass


class Anything(keras.callbacks.Callback):
    def on_epoch_end(self, *everything):
        everything[-1]["val_f1"] = 0.5


model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping("val_f1", mode="max")
for own in (ByUpdate(), ByHelper(), ByName(), ByAlias(), Inherited(), Anything()):
    model.fit(x, y, validation_split=0.1, callbacks=[own, stop])
