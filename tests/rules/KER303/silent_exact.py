# settings: target-keras = "3"
import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x, y = np.zeros((800, 8, 8, 1)), np.zeros((800, 4))
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy")
val = ImageDataGenerator().flow(x, y, batch_size=16)
odd = ImageDataGenerator().flow(x, y, batch_size=60)
model.fit(x, y, epochs=3, validation_data=val, validation_steps=800 // 16)
model.fit(x, y, epochs=3, validation_data=val, validation_steps=50)
model.fit(x, y, epochs=3, validation_data=odd, validation_steps=-(-800 // 60))
model.fit(x, y, epochs=3, validation_data=odd, validation_steps=len(odd))
model.fit(x, y, epochs=3, validation_data=odd)
