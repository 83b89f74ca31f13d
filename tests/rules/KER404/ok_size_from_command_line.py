import sys

from keras import layers, models

size = int(sys.argv[1]) if len(sys.argv) > 1 else 128
model = models.Sequential()
model.add(layers.Conv2D(32, 3, input_shape=(size, size, 3)))
model.add(layers.MaxPooling2D(8))
model.add(layers.Conv2D(32, 3))
model.add(layers.MaxPooling2D(8))
model.add(layers.Flatten())
model.add(layers.Dense(2, activation="softmax"))
