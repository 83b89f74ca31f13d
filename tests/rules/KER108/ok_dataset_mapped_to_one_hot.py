import tensorflow as tf

ds = tf.keras.utils.image_dataset_from_directory("pets", image_size=(64, 64))
ds = ds.map(lambda x, y: (x, tf.one_hot(y, 37)))
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(37, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(ds)
