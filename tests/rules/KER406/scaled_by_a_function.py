import numpy as np
import tensorflow as tf


def windowed(series, size):
    dataset = tf.data.Dataset.from_tensor_slices(series)
    dataset = dataset.window(size + 1, shift=1, drop_remainder=True)
    dataset = dataset.flat_map(lambda window: window.batch(size + 1))
    return dataset.map(lambda window: (window[:-1], window[-1])).batch(32)


series = np.sin(np.arange(1000, dtype="float32"))
model = tf.keras.models.Sequential(
    [
        tf.keras.layers.Lambda(lambda x: tf.expand_dims(x, axis=-1), input_shape=[20]),
        tf.keras.layers.SimpleRNN(40, return_sequences=True),
        tf.keras.layers.SimpleRNN(40, return_sequences=True),  # expect: KER406 error "one a sample: (None,)"
        tf.keras.layers.Dense(1),
        tf.keras.layers.Lambda(lambda x: x * 100.0),
    ]
)
model.compile(loss=tf.keras.losses.Huber(), optimizer="sgd")
model.fit(windowed(series, 20), epochs=100)
