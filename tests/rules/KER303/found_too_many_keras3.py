# settings: target-keras = "3"
import keras
import numpy as np


class Pairs(keras.utils.PyDataset):
    def __init__(self, a, b, batch_size=25, **kwargs):
        super().__init__(**kwargs)
        self.a, self.b, self.batch_size = a, b, batch_size

    def __len__(self):
        return int(np.ceil(len(self.a) / float(self.batch_size)))

    def __getitem__(self, i):
        part = slice(i * self.batch_size, (i + 1) * self.batch_size)
        return self.a[part], self.b[part]


x, y = np.zeros((500, 5)), np.zeros((500, 1))
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(Pairs(x, y), epochs=4, validation_data=Pairs(x[:100], y[:100]), validation_steps=6)  # expect: KER303 info "one pass, with a warning"
