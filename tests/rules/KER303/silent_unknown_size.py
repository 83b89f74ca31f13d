from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
train = ImageDataGenerator().flow_from_directory("not/here/train", batch_size=16)
val = ImageDataGenerator().flow_from_directory("not/here/val", batch_size=16)
model.fit_generator(train, steps_per_epoch=125, epochs=9, validation_data=val, validation_steps=50)
