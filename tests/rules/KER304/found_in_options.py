# `**options` gives the steps: the message tells the number, and no edit of the call can mend it.
import numpy as np
from tensorflow import keras

images, ages = np.zeros((1000, 8, 8, 3)), np.zeros(1000)
data = keras.preprocessing.image.ImageDataGenerator().flow(images, ages, batch_size=20)
options = dict(epochs=3, steps_per_epoch=1000)

model = keras.Sequential([keras.layers.Flatten(input_shape=(8, 8, 3)), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(data, **options)  # expect: KER304 "steps_per_epoch is 1,000, the number of images"
