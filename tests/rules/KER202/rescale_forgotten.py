from keras.preprocessing.image import ImageDataGenerator

train_datagen = ImageDataGenerator(rescale=1. / 255, horizontal_flip=True)
test_datagen = ImageDataGenerator()
train = train_datagen.flow_from_directory('data/train', target_size=(150, 150))
val = test_datagen.flow_from_directory('data/val', target_size=(150, 150))  # expect: KER202 error "nothing instead of rescale=1/255"
model.fit(train, validation_data=val, epochs=30)
