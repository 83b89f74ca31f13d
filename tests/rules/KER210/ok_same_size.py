from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

SIZE = 128
train = ImageDataGenerator().flow_from_directory("train", target_size=(SIZE, SIZE), class_mode="binary")
model = Sequential([Conv2D(8, 3, input_shape=(SIZE, SIZE, 3)), Flatten(), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
model.fit(train)
