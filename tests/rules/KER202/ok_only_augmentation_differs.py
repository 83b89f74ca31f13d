from keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rotation_range=20).flow_from_directory("train")
val = ImageDataGenerator().flow_from_directory("val")
model.fit(train, validation_data=val)
