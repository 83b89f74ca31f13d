# settings: target-keras = "3"
import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x, y = np.zeros((320, 8, 8, 1)), np.zeros((320,))
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
val_iter = ImageDataGenerator().flow(x, y, batch_size=32, shuffle=False)
model.fit(x, y, epochs=6, validation_data=val_iter, validation_steps=4)  # expect: KER303 warning "128 of 320 images (40.0 %)" "the same first part each epoch"
