from tensorflow import keras


class Report(keras.callbacks.Callback):
    def __init__(self, every):
        super().__init__()
        self.every = every

    def on_epoch_end(self, epoch, logs=None):
        logs = logs or {}
        if epoch % self.every == 0 and "loss" in logs:
            print(f"{epoch}: {logs['loss']:.3f}", logs.get("accuracy"), logs)
        super().on_epoch_end(epoch, logs=logs)


class Quiet(Report):
    def on_train_end(self, logs=None):
        self.done = not logs


x, y = keras.utils.get_file("x.npy"), keras.utils.get_file("y.npy")
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_f1", mode="max")  # expect: KER601 error "val_f1"
model.fit(x, y, validation_split=0.1, callbacks=[Quiet(5), stop])
