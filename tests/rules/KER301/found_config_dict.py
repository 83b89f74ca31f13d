# settings: target-keras = "3"
import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

CONFIG = {"batch": 25, "epochs": 40, "steps": 12, "classes": 2}

x = np.zeros((1200, 28, 28, 1))
y = np.zeros((1200,))

clf = keras.Sequential()
clf.add(keras.layers.Flatten())
clf.add(keras.layers.Dense(CONFIG["classes"], activation="softmax"))
clf.compile(loss="sparse_categorical_crossentropy", optimizer="adam")

batches = ImageDataGenerator(width_shift_range=0.1).flow(x, y, batch_size=CONFIG["batch"])
clf.fit(
    batches,
    epochs=CONFIG["epochs"],
    steps_per_epoch=CONFIG["steps"],  # expect: KER301 warning "300 of 1,200 images (25.0 %)" "40 epochs of this are 10 passes"
)
