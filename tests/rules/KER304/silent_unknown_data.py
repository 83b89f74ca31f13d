from keras.layers import Dense
from keras.models import Sequential

from pipeline import count, reader

model = Sequential([Dense(4, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
n_samples = count("train")
model.fit(reader("train"), steps_per_epoch=n_samples, epochs=2)
model.fit_generator(reader("train"), steps_per_epoch=n_samples, epochs=2)

from keras.preprocessing.image import ImageDataGenerator

from pipeline import epochs_worth

folder = ImageDataGenerator().flow_from_directory("elsewhere", batch_size=8)
model.fit_generator(folder, steps_per_epoch=epochs_worth(n_samples), epochs=2)
