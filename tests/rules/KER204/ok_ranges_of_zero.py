from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rotation_range=0, horizontal_flip=False, validation_split=0.2)
model.fit(gen.flow_from_directory("data", subset="training"), validation_data=gen.flow_from_directory("data", subset="validation"))
