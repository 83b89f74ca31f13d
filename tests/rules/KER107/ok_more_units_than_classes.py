import keras

(x, y), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(12, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y)
