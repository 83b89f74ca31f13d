from keras.preprocessing.image import ImageDataGenerator
from preprocess import make_normalizer

train = ImageDataGenerator(preprocessing_function=make_normalizer("train")).flow_from_directory("train")
val = ImageDataGenerator(preprocessing_function=make_normalizer("val")).flow_from_directory("val")
model.fit(train, validation_data=val)
