import numpy as np
import tensorflow.keras as K
from tensorflow.keras.preprocessing.image import ImageDataGenerator as IDG

images = np.zeros((12000, 32, 32, 3))
labels = np.zeros((12000, 10))

net = K.Sequential()
net.add(K.layers.Conv2D(16, 3, activation="relu", input_shape=(32, 32, 3)))
net.add(K.layers.Flatten())
net.add(K.layers.Dense(10, activation="softmax"))
net.compile("sgd", "categorical_crossentropy")

net.fit_generator(IDG(rotation_range=10).flow(images, labels, 60), 50, 30)  # expect: KER301 warning "3,000 of 12,000"
