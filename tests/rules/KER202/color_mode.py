from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255)
train = gen.flow_from_directory("train", target_size=(48, 48), color_mode="grayscale")
val = gen.flow_from_directory("val", target_size=(48, 48))  # expect: KER202 "48 x 48 x 3"
model.fit(train, validation_data=val)
