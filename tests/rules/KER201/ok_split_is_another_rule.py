from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255, rotation_range=20, validation_split=0.2)
train = gen.flow_from_directory("data", subset="training")
val = gen.flow_from_directory("data", subset="validation")
model.fit(train, validation_data=val)
