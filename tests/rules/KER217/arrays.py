import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x, y = np.zeros((64, 32, 32, 3)), np.zeros(64)
flow = ImageDataGenerator(rotation_range=10).flow(x, y, batch_size=16, save_to_dir="aug", save_prefix="a", save_format="png")  # expect: KER217 "64 images x 3 epochs = 192 files"
model.fit(flow, epochs=3)
