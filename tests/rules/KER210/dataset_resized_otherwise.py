import tensorflow as tf

images = tf.data.Dataset.from_tensor_slices((tf.zeros((40, 100, 100, 3)), tf.zeros((40,), tf.int32)))
data = images.map(lambda image, label: (tf.image.resize(image, (96, 96)), label)).batch(8)  # expect: KER210 error "(None, 96, 96, 3)" "(None, 64, 64, 3)"
model = tf.keras.Sequential()
model.add(tf.keras.layers.InputLayer(input_shape=(64, 64, 3)))
model.add(tf.keras.layers.Flatten())
model.add(tf.keras.layers.Dense(2))
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(data)
