from keras.preprocessing.image import ImageDataGenerator

aug = ImageDataGenerator(rescale=1 / 255, rotation_range=20, validation_split=0.2)
plain = ImageDataGenerator(rescale=1 / 255, validation_split=0.2)
train = aug.flow_from_directory("data", subset="training")
val = plain.flow_from_directory("data", subset="validation")
model.fit(train, validation_data=val)
