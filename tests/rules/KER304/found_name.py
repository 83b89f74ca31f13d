from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

nb_train_samples = 2000
model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
train = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("pets/train", batch_size=16)
model.fit_generator(train, steps_per_epoch=nb_train_samples, epochs=9)  # expect: KER304 warning "`nb_train_samples` (2,000), by its name a number of images"
