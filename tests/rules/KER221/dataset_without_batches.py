import numpy as np
import tensorflow as tf

images = np.zeros((50, 28, 28, 3), "float32")
model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Flatten(input_shape=(28, 28, 3)))
model.add(tf.keras.layers.Dense(10))
data = tf.data.Dataset.from_tensor_slices(images).map(lambda image: image / 255.0)
logits = model.predict(data)  # expect: KER221 error "a Dataset of single samples (28, 28, 3)" ".batch(32)"
