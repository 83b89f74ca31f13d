import os

from keras import layers, models

dataset = os.environ.get("DATASET", "")
if dataset == "mnist":
    shape = (28, 28, 1)
else:
    shape = (224, 224, 3)

# The deep network is only ever used with the large images.
model = models.Sequential()
model.add(layers.Conv2D(64, 7, strides=2, input_shape=shape))
model.add(layers.MaxPooling2D(3))
model.add(layers.Conv2D(128, 5))
model.add(layers.MaxPooling2D(3))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
