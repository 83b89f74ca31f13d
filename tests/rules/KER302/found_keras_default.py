"""The generator was never told the batch size: it takes 32."""

import keras
from keras.preprocessing.image import ImageDataGenerator

batch_size = 8
nb_train = 1200
net = keras.models.Sequential([keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")])
net.compile("sgd", "categorical_crossentropy")
gen = ImageDataGenerator(shear_range=0.1).flow_from_directory("flowers/train", target_size=(96, 96))
net.fit_generator(gen, nb_train // batch_size, epochs=5)  # expect: KER302 warning "`batch_size` (8)" "batches of 32" "Keras's default"
