from keras.preprocessing.image import ImageDataGenerator
from data import validation_set

train = ImageDataGenerator(zoom_range=0.2).flow_from_directory("train")
model.fit(train, validation_data=validation_set())
