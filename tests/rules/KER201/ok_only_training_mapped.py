import tensorflow as tf

train = tf.keras.utils.image_dataset_from_directory("pets/train")
val = tf.keras.utils.image_dataset_from_directory("pets/val")
train = train.map(lambda x, y: (tf.image.random_flip_left_right(x), y))
model.fit(train, validation_data=val, epochs=2)
