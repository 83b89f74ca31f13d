import keras


class Repeat(keras.layers.Layer):
    def __init__(self, layer, times):
        super().__init__()
        self.layer, self.times = layer, times

    def call(self, x):
        for _ in range(self.times):
            x = self.layer(x)
        return x


start = keras.Input((6,))
model = keras.Model(start, Repeat(keras.layers.Dense(6), 3)(start))
