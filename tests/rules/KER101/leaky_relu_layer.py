from keras import layers, models

model = models.Sequential()
model.add(layers.Input((16,)))
model.add(layers.Dense(6))
model.add(layers.LeakyReLU(0.2))  # expect: KER101 error "leaky_relu"
model.compile(loss="categorical_crossentropy", optimizer="adam")
