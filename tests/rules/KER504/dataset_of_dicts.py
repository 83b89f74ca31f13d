import numpy as np
import tensorflow as tf
from tensorflow import keras

images = np.zeros((100, 32, 32, 3), "float32")
shape, color = np.zeros(100), np.zeros(100)
data = tf.data.Dataset.from_tensor_slices((images, {"shape": shape, "colour": color})).batch(10)  # expect: KER504 error "The data name the output 'colour'" "write 'color'"
inputs = keras.Input((32, 32, 3))
x = keras.layers.Flatten()(inputs)
heads = [keras.layers.Dense(4, activation="softmax", name=name)(x) for name in ("shape", "color")]
model = keras.Model(inputs, heads)
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(data, epochs=3)
