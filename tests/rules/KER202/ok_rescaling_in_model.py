import keras

train = keras.utils.image_dataset_from_directory("t", image_size=(64, 64))
val = keras.utils.image_dataset_from_directory("v", image_size=(64, 64))
model = keras.Sequential([keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(2, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
model.fit(train, validation_data=val)
