from keras.preprocessing.image import ImageDataGenerator

train_datagen = ImageDataGenerator(rescale=1/255, horizontal_flip=True)  # expect: KER201 "swapped"
test_datagen = ImageDataGenerator(rescale=1/255)

training_set = test_datagen.flow_from_directory('dataset/training_set', target_size=(64, 64))
test_set = train_datagen.flow_from_directory('dataset/test_set', target_size=(64, 64))
cnn.fit(x=training_set, validation_data=test_set, epochs=25)
