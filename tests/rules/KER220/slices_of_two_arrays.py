import tensorflow as tf

(images, labels), (test_images, test_labels) = tf.keras.datasets.fashion_mnist.load_data()


def dataset(x, y, batch=32):
    return tf.data.Dataset.from_tensor_slices((x / 255.0, y)).shuffle(1000).batch(batch)  # expect: KER220 error "10,000 and 60,000 samples"


train, test = dataset(images, labels), dataset(test_images, labels)
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(train, validation_data=test)
