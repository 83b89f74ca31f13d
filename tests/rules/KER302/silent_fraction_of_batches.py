"""Half of the batches an epoch, on purpose."""

import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x, y = np.zeros((640, 9, 9, 1)), np.zeros((640, 3))
model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=32)
folder = ImageDataGenerator().flow_from_directory("birds/train", batch_size=32)
model.fit(flow, steps_per_epoch=len(flow) // 2, epochs=2)
model.fit(folder, steps_per_epoch=len(folder) // 4, epochs=2)
