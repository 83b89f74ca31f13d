import tensorflow as tf

(images, labels), (test_images, test_labels) = tf.keras.datasets.cifar10.load_data()


def prepare(x, y):
    return tf.data.Dataset.from_tensor_slices((x / 255.0, y)).shuffle(1000).batch(64)


model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Conv2D(8, 3, activation="relu", input_shape=(32, 32, 3)))
model.add(tf.keras.layers.GlobalAveragePooling2D())
model.add(tf.keras.layers.Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(prepare(images, labels), epochs=3)
