from keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(rescale=1. / 255, samplewise_center=True)
train = datagen.flow_from_directory('data/train')
val = datagen.flow_from_directory('data/validation')
model.fit(train, validation_data=val)
