from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(4, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
train = ImageDataGenerator().flow_from_directory("pets/train", batch_size=8)
model.fit_generator(train, steps_per_epoch=2000, epochs=2)
steps_per_image_set = 300
model.fit_generator(train, steps_per_epoch=steps_per_image_set, epochs=2)
