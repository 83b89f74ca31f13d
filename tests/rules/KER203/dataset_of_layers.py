import keras

augmentation = keras.Sequential([
    keras.layers.RandomFlip("horizontal"),  # expect: KER203 "flip, rotation"
    keras.layers.RandomRotation(0.2),
])
train = keras.utils.image_dataset_from_directory("pets/train", image_size=(180, 180))
val = keras.utils.image_dataset_from_directory("pets/val", image_size=(180, 180))
train = train.map(lambda image, label: (augmentation(image, training=True), label))
model.fit(train, validation_data=val)
