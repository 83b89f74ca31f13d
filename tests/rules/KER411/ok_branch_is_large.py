import os

from keras.applications import InceptionV3

size = 299 if os.environ.get("LARGE") else 150
shape = (32, 32, 3) if os.environ.get("QUICK") else (size, size, 3)
base = InceptionV3(include_top=False, input_shape=shape)
