from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rotation_range=20, validation_split=0.2)
train = gen.flow_from_directory("data", subset="training")
val = ImageDataGenerator().flow_from_directory("held_out")
model.fit(train, validation_data=val)
