import numpy as np
from keras import Input, Model, layers

images = np.random.rand(20, 64, 64, 3)
masks = np.random.randint(0, 4, (20, 64, 64))

image = Input((64, 64, 3))
x = layers.Conv2D(16, 3, padding="same", activation="relu")(image)
x = layers.Dense(4, activation="softmax")(x)
model = Model(image, x)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(images, masks)
