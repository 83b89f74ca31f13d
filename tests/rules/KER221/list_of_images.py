import glob

import numpy as np
import tensorflow as tf

paths = sorted(glob.glob("images/*.png"))[:2]
first = tf.keras.utils.img_to_array(tf.keras.utils.load_img("a.png", target_size=(64, 64)))
second = tf.keras.utils.img_to_array(tf.keras.utils.load_img("b.png", target_size=(64, 64)))
model = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(64, 64, 3)), tf.keras.layers.Dense(2)])
scores = model.predict([first, second])  # expect: KER221 error "list of 2 single samples" "np.stack"
