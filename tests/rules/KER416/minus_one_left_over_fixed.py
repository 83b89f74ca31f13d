from keras import layers, models

model = models.Sequential(name="decoder")
model.add(layers.InputLayer(shape=(100,)))
model.add(layers.Dense(1024, activation="relu"))
model.add(layers.Reshape((8, 8, -1)))
model.add(layers.UpSampling2D())
model.add(layers.Conv2D(3, 3, padding="same"))
