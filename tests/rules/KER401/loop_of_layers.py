from keras import layers, models

model = models.Sequential()
model.add(layers.Input((20,)))
for units in (64, 64, 32):
    model.add(layers.Dense(units))  # expect: KER401
model.add(layers.Dense(1, activation='sigmoid'))
