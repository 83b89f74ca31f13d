import numpy as np
from keras.datasets import cifar10
from keras.preprocessing.image import ImageDataGenerator

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
augment = ImageDataGenerator(horizontal_flip=True)
train = augment.flow(x_train[:40000], y_train[:40000], batch_size=64)
model = keras.models.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(train, epochs=3)
