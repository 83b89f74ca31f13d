from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rotation_range=40)
next(gen.flow_from_directory("train", save_to_dir="look"))
model.fit(gen.flow_from_directory("train"))
