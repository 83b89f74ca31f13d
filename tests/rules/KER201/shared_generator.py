from keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(rescale=1. / 255, rotation_range=40, horizontal_flip=True)
train = datagen.flow_from_directory('data/train', target_size=(150, 150), class_mode='binary')
val = datagen.flow_from_directory('data/validation', target_size=(150, 150), class_mode='binary')  # expect: KER201 warning "rotation, horizontal flip" "shared"
model.fit_generator(train, epochs=30, validation_data=val)
