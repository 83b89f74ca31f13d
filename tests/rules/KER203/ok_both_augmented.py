from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255, zoom_range=0.2)
model.fit(gen.flow_from_directory("train"), validation_data=gen.flow_from_directory("val"))
