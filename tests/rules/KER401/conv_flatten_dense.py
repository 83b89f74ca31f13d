import tensorflow as tf

model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Conv2D(8, 3, input_shape=(8, 8, 1)))  # expect: KER401 "Conv2D(8) is followed by Dense(32) (through Flatten)"
model.add(tf.keras.layers.Flatten())
model.add(tf.keras.layers.Dense(32, activation="relu"))
model.add(tf.keras.layers.Dense(1, activation="sigmoid"))
