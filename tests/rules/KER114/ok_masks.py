import keras
import numpy as np
from keras import layers

images, masks = np.zeros((8, 32, 32, 3)), np.zeros((8, 32, 32))
for shape in ((8, 32, 32), (8, 32, 32, 1)):
    model = keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(5, 3, padding="same", activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(images, masks.reshape(shape))
