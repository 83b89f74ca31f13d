# settings: target-keras = "3"
"""The folder is not here, but the division says how many images there are."""

import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

nb_train_samples = 2050
batch_size = 16

model = keras.models.Sequential()
model.add(keras.layers.Conv2D(32, (3, 3), activation="relu"))
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="rmsprop")

train_generator = ImageDataGenerator(shear_range=0.2).flow_from_directory(
    "data/train", target_size=(150, 150), batch_size=batch_size, class_mode="binary"
)
model.fit(
    train_generator,
    steps_per_epoch=nb_train_samples // batch_size,  # expect: KER301 error "128 steps x 16 = 2,048 of 2,050"
    epochs=50,
)
