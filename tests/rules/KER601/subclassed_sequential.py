# settings: target-keras = "3"
import keras


class Net(keras.Sequential):
    def __init__(self):
        super().__init__([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])


net = Net()
net.compile(loss="mae")
net.fit(x, y, validation_data=(xv, yv), callbacks=[keras.callbacks.ReduceLROnPlateau("val_mse")])  # expect: KER601 "val_loss"
