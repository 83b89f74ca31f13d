from keras.preprocessing.image import ImageDataGenerator

IMG_WIDTH, IMG_HEIGHT = 224, 224
gen = ImageDataGenerator(rescale=1 / 255)
train = gen.flow_from_directory("train", target_size=(IMG_HEIGHT, IMG_WIDTH))
val = gen.flow_from_directory("val", target_size=(IMG_WIDTH, IMG_HEIGHT))
model.fit(train, validation_data=val)
