"""A model class of one's own that leaves training to Keras logs what compile says."""

# settings: target-keras = "3"
from tensorflow import keras
from tensorflow.keras import layers


class Regressor(keras.Model):
    def __init__(self, units):
        super().__init__()
        self.hidden = layers.Dense(units, activation="relu")
        self.drop = layers.Dropout(0.2)
        self.out = layers.Dense(1)

    def call(self, x, training=False):
        x = self.drop(self.hidden(x), training=training)
        return self.out(x)


model = Regressor(32)
model.compile("adam", "mse", metrics=[keras.metrics.RootMeanSquaredError(), "mae"])
stop = keras.callbacks.EarlyStopping(monitor="val_rmse", patience=3)  # expect: KER601 "val_root_mean_squared_error"
best = keras.callbacks.ModelCheckpoint("best.keras", monitor="val_mae", save_best_only=True)
model.fit(x, y, validation_split=0.2, callbacks=[stop, best])
