import tensorflow as tf

model = tf.keras.Sequential(
    [
        tf.keras.layers.Embedding(8000, 64),
        tf.keras.layers.Bidirectional(tf.keras.layers.GRU(64, return_sequences=True)),
        tf.keras.layers.Bidirectional(tf.keras.layers.GRU(32, return_sequences=True)),
        tf.keras.layers.Bidirectional(tf.keras.layers.GRU(16)),
        tf.keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.build((None, 40))
