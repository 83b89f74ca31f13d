from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(4, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
images = ImageDataGenerator().flow_from_directory("pets/train", batch_size=8)
model.fit_generator(images, steps_per_epoch=len(images), epochs=2)
