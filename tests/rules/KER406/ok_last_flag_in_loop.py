from keras import layers, models

units = [64, 32, 16]
model = models.Sequential()
model.add(layers.Input((20, 5)))
for i, size in enumerate(units):
    model.add(layers.GRU(size, return_sequences=i < len(units) - 1))
model.add(layers.Dense(1))
