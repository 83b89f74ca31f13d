# settings: target-keras = "2"
"""More passes over augmented images an epoch: the Keras of that time allowed it, tf.keras does not."""

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

cats = np.zeros((2000, 60, 60, 3))
is_cat = np.zeros((2000,))
model = Sequential([Flatten(input_shape=(60, 60, 3)), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="rmsprop")
augmented = ImageDataGenerator(rotation_range=40, horizontal_flip=True).flow(cats, is_cat, batch_size=32)
plain = ImageDataGenerator(rescale=1.0 / 255).flow(cats, is_cat, batch_size=32)
model.fit_generator(augmented, steps_per_epoch=100, epochs=30)  # expect: KER301 info "3,200 for 2,000 images (1.59 passes)"
model.fit_generator(plain, steps_per_epoch=100, epochs=30)  # expect: KER301 warning "1.59 passes"
