import tensorflow as tf

model = tf.keras.models.Sequential(
    [
        tf.keras.layers.Dense(512, activation="relu", input_shape=(784,)),
        tf.keras.layers.Dense(128),
        tf.keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
model.fit(images, labels, epochs=10)
vectors = tf.keras.Model(model.input, model.layers[1].output).predict(images)
both = tf.keras.Model(model.input, [model.layers[1].output, model.output]).predict(images)
