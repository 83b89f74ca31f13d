import numpy as np
import tensorflow as tf

model = tf.keras.Sequential(
    [
        tf.keras.layers.Conv2D(8, 3, activation="relu", input_shape=(28, 28, 1)),
        tf.keras.layers.MaxPooling2D(2),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(10, activation="softmax"),
    ]
)
shown = [layer.output for layer in model.layers[:2]]
viewer = tf.keras.Model(inputs=model.inputs, outputs=shown)
maps = viewer.predict(np.zeros((1, 28, 28, 1)))
