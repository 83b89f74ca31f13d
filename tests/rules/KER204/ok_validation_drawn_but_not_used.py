from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rotation_range=20, validation_split=0.2)
train = gen.flow_from_directory("data", subset="training")
preview = gen.flow_from_directory("data", subset="validation")
images, labels = next(preview)
model.fit(train)
