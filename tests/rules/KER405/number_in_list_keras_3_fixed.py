# settings: target-keras = "3"
import tensorflow as tf

features = 30
model = tf.keras.Sequential(
    [
        tf.keras.layers.InputLayer((features,)),
        tf.keras.layers.Dense(16, activation="relu"),
        tf.keras.layers.Dense(1, activation="sigmoid"),
    ]
)
