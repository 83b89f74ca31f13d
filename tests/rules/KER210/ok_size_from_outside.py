import sys

from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

size = int(sys.argv[1])
train = ImageDataGenerator().flow_from_directory("train", target_size=(size, size))
model = Sequential([Conv2D(8, 3, input_shape=(150, 150, 3)), Flatten(), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(train)
