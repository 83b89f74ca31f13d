import keras


class Printer(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(epoch, logs)


printer = Printer()  # expect: KER602 "Printer"
model.fit(x, y, epochs=3)
