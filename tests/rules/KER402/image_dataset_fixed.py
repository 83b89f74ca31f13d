import keras
from keras import layers

train_ds = keras.utils.image_dataset_from_directory("flowers", image_size=(180, 180), batch_size=32)

inputs = keras.Input((180, 180, 3))
x = layers.Rescaling(1 / 255)(inputs)
x = layers.Conv2D(16, 3, activation="relu")(x)
x = layers.MaxPooling2D(4)(x)
x = layers.Conv2D(32, 3, activation="relu")(x)
x = layers.MaxPooling2D(4)(x)
x = layers.GlobalAveragePooling2D()(x)
logits = layers.Dense(5)(x)
model = keras.Model(inputs, logits)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), ["accuracy"])
model.fit(train_ds, epochs=10)
