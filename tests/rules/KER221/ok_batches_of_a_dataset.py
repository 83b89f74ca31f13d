import tensorflow as tf

data = tf.keras.utils.image_dataset_from_directory("images", image_size=(64, 64))
model = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(64, 64, 3)), tf.keras.layers.Dense(2)])
for images, labels in data.take(1):
    model.predict(images)
    model.predict(images[:1])
    model.predict(images[0][tf.newaxis])
