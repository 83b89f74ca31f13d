import tensorflow as tf

train = tf.keras.utils.image_dataset_from_directory("train")
train = train.map(lambda x, y: (tf.image.resize(x, (96, 96)), y))
model = tf.keras.Sequential([tf.keras.Input((96, 96, 3)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(2)])
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(train)
