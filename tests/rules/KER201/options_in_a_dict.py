import tensorflow as tf

options = dict(rotation_range=15, fill_mode="nearest", rescale=1 / 255.)
train_gen = tf.keras.preprocessing.image.ImageDataGenerator(**options).flow_from_directory("a/train")
val_gen = tf.keras.preprocessing.image.ImageDataGenerator(**options).flow_from_directory("a/val")  # expect: KER201 "rotation"
model.fit_generator(train_gen, steps_per_epoch=len(train_gen), validation_data=val_gen)
