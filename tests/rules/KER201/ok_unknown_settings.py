from keras.preprocessing.image import ImageDataGenerator
from settings import generator_options

gen = ImageDataGenerator(**generator_options)
model.fit(gen.flow_from_directory("train"), validation_data=gen.flow_from_directory("val"))
