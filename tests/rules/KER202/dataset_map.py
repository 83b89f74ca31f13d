import keras

train = keras.utils.image_dataset_from_directory("t", image_size=(64, 64))
val = keras.utils.image_dataset_from_directory("v", image_size=(64, 64))  # expect: KER202 error "nothing instead of rescale"
train = train.map(lambda x, y: (x / 255.0, y))
model.fit(train, validation_data=val)
