from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255, rotation_range=0, zoom_range=0., horizontal_flip=False, vertical_flip=False)
model.fit(gen.flow_from_directory("train"), validation_data=gen.flow_from_directory("val"))
