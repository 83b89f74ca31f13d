from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255)
train = gen.flow_from_directory("train", target_size=(224, 224), batch_size=16)
val = gen.flow_from_directory("val", target_size=(150, 150), batch_size=16)  # expect: KER202 "150 x 150 x 3" "224 x 224 x 3"
model.fit(train, validation_data=val)
