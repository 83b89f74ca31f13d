from keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rotation_range=40).flow_from_directory("train", save_to_dir=None)
model.fit(train)
