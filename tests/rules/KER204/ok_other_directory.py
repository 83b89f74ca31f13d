from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255, rotation_range=20)
train = gen.flow_from_directory("data/train")
val = gen.flow_from_directory("data/val")
model.fit(train, validation_data=val)
