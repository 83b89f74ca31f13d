# settings: target-keras = "2"
import numpy as np
import tensorflow as tf

x_train, y_train = np.zeros((640, 9, 9, 1)), np.zeros((640, 3))
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
aug = tf.keras.preprocessing.image.ImageDataGenerator(rotation_range=9)
model.fit(aug.flow(x_train, y_train, batch_size=32), steps_per_epoch=len(x_train), epochs=9)  # expect: KER304 error "`len(x_train)` (640)" "640 steps x 32 = 20,480 images: 32 passes" "stops training after the first epoch"
