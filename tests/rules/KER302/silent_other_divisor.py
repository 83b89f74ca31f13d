"""What divides does not claim to be a batch size, and nothing is known of it."""

from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

from settings import shards, total_steps

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
gen = ImageDataGenerator().flow_from_directory("birds/train", batch_size=24)
model.fit_generator(gen, steps_per_epoch=2400 // shards, epochs=10)
model.fit_generator(gen, steps_per_epoch=total_steps // 10, epochs=10)
