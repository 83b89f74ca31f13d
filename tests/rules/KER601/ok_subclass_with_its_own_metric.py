"""Metrics that a model's class holds, says or gets from elsewhere are logged beside those of compile."""

import keras
from our_models import Tracked


class Holds(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)
        self.distance = keras.metrics.Mean(name="distance")

    def call(self, x):
        y = self.out(x)
        self.distance.update_state(y)
        return y


class Says(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)

    @property
    def metrics(self):
        return [*super().metrics, shared_distance]

    def call(self, x):
        return self.out(x)


class Adds(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)

    def call(self, x):
        y = self.out(x)
        self.add_metric(y, name="distance")
        return y


class Inherits(Tracked, keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)

    def call(self, x):
        return self.out(x)


class Steps(keras.Sequential):
    def train_step(self, data):
        return {**super().train_step(data), "distance": 0.0}


for made in (Holds(), Says(), Adds(), Inherits(), Steps([keras.layers.Dense(1)])):
    made.compile("adam", "mse", metrics=["mae"])
    made.fit(x, y, callbacks=[keras.callbacks.EarlyStopping("distance", mode="min")])
