import math

import numpy as np
import tensorflow as tf

images, labels = np.zeros((900, 28, 28, 1)), np.zeros((900,))
train_bs = 30
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
it = tf.keras.preprocessing.image.ImageDataGenerator().flow(images, labels, batch_size=train_bs)
steps = int(math.ceil(1.0 * len(images) / 15))
model.fit(it, epochs=4, steps_per_epoch=steps)  # expect: KER302 warning "divides by 15" "`train_bs` (30)"
