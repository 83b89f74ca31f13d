# settings: target-keras = "2"
from keras import layers, models

model = models.Sequential()
model.add(layers.Conv1D(32, 3, padding="same", input_shape=(28, 28, 1)))
model.add(layers.Dense(8))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
