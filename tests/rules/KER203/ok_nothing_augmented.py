from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255)
model.fit(gen.flow_from_directory("train"), validation_data=gen.flow_from_directory("val"))
