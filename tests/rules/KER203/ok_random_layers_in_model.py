import keras

model = keras.Sequential([keras.layers.RandomFlip(), keras.layers.Flatten(), keras.layers.Dense(2, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
model.fit(keras.utils.image_dataset_from_directory("t"), validation_data=keras.utils.image_dataset_from_directory("v"))
