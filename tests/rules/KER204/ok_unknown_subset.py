import sys

from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rotation_range=20, validation_split=0.2)
model.fit(gen.flow_from_directory("data", subset=sys.argv[1]), validation_data=gen.flow_from_directory("data", subset=sys.argv[2]))
