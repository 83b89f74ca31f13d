import tensorflow as tf
from tensorflow import keras

augment = keras.Sequential([keras.layers.RandomFlip("horizontal"), keras.layers.RandomRotation(0.1)])


def prepare(ds, size=(180, 180)):
    return ds.map(lambda x, y: (augment(x, training=True), y))  # expect: KER201 "flip, rotation"


train_ds = keras.utils.image_dataset_from_directory("pets/train", image_size=(180, 180))
val_ds = keras.utils.image_dataset_from_directory("pets/val", image_size=(180, 180))
train_ds = prepare(train_ds)
val_ds = prepare(val_ds)
model.fit(train_ds, validation_data=val_ds, epochs=10)
