import tensorflow as tf

WIDTH, HEIGHT = 320, 240
data = tf.keras.utils.image_dataset_from_directory(
    "frames",
    image_size=(HEIGHT, WIDTH),
)
model = tf.keras.Sequential([
    tf.keras.Input((HEIGHT, WIDTH, 3)),
    tf.keras.layers.Conv2D(8, 3),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(3, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(data)
