# settings: target-keras = "3"
import math

import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

n, batch = 610, 32
x, y = np.zeros((n, 8, 8, 1)), np.zeros((n, 4))
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam")
gen = ImageDataGenerator().flow(x, y, batch_size=batch)
model.fit(gen, steps_per_epoch=math.ceil(n / batch), epochs=3)
model.fit(gen, steps_per_epoch=int(np.ceil(n / float(batch))), epochs=3)
model.fit(gen, steps_per_epoch=-(-n // batch), epochs=3)
model.fit(gen, steps_per_epoch=(n + batch - 1) // batch, epochs=3)
model.fit(gen, steps_per_epoch=n // batch + 1, epochs=3)
model.fit(gen, steps_per_epoch=len(gen), epochs=3)
model.fit(gen, epochs=3)
