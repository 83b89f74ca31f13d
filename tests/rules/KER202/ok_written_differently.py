from keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rescale=1 / 255).flow_from_directory('train')
val = ImageDataGenerator(rescale=0.00392).flow_from_directory('val')
model.fit(train, validation_data=val)
