import sys

from keras import layers, models

kind = sys.argv[1] if len(sys.argv) > 1 else "image"
if kind == "image":
    shape = (28, 28, 1)
else:
    shape = (784,)

model = models.Sequential()
model.add(layers.InputLayer(shape=shape))
if kind == "image":
    model.add(layers.Conv2D(8, 3))
    model.add(layers.Flatten())
model.add(layers.Dense(10))
