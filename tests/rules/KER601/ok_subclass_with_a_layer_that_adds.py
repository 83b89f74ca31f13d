import keras


class Tracking(keras.layers.Layer):
    def call(self, x):
        self.add_metric(x, name="size")
        return x


class Model(keras.Model):
    def __init__(self):
        super().__init__()
        self.track = Tracking()
        self.out = keras.layers.Dense(1)

    def call(self, x):
        return self.out(self.track(x))


class Twofold(keras.Model):
    def __init__(self):
        super().__init__()
        self.a = keras.layers.Dense(1)
        self.b = keras.layers.Dense(1)

    def call(self, x):
        return {"a": self.a(x), "b": self.b(x)}


model = Model()
model.compile("adam", "mse")
model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping("size", mode="min")])
model = Twofold()
model.compile("adam", "mse", metrics=["mae"])
model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping("a_mae", mode="min")])
