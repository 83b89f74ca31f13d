import numpy as np
import tensorflow as tf


def windowed(series, size):
    dataset = tf.data.Dataset.from_tensor_slices(series)
    dataset = dataset.window(size + 1, shift=1, drop_remainder=True)
    dataset = dataset.flat_map(lambda window: window.batch(size + 1))
    dataset = dataset.shuffle(1000).map(lambda window: (window[:-1], window[-1]))
    return dataset.batch(32).prefetch(1)


series = np.sin(np.arange(1000, dtype="float32"))
model = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(10, activation="relu", input_shape=[20]),
        tf.keras.layers.Dense(2),  # expect: KER114 error "the shape (None, 2)" "the labels have (None,)"
    ]
)
model.compile(loss="mse", optimizer="sgd")
model.fit(windowed(series, 20), epochs=100)
