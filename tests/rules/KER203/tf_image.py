import tensorflow as tf


def augment(image, label):
    image = tf.image.random_flip_left_right(image)  # expect: KER203 "horizontal flip"
    return tf.image.random_brightness(image, 0.2), label


train = tf.keras.utils.image_dataset_from_directory("t").map(augment)
val = tf.keras.utils.image_dataset_from_directory("v")
model.fit(train, validation_data=val)
