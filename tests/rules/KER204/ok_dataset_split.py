import keras

train = keras.utils.image_dataset_from_directory("d", validation_split=0.2, subset="training", seed=7)
val = keras.utils.image_dataset_from_directory("d", validation_split=0.2, subset="validation", seed=7)
flip = keras.layers.RandomFlip()
train = train.map(lambda x, y: (flip(x, training=True), y))
model.fit(train, validation_data=val)
