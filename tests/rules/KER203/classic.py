from keras.preprocessing.image import ImageDataGenerator

train_datagen = ImageDataGenerator(rescale=1. / 255, shear_range=0.2, zoom_range=0.2, horizontal_flip=True)  # expect: KER203 info "shear, zoom, horizontal flip"
test_datagen = ImageDataGenerator(rescale=1. / 255)
train = train_datagen.flow_from_directory('data/train', target_size=(150, 150), class_mode='binary')
val = test_datagen.flow_from_directory('data/validation', target_size=(150, 150), class_mode='binary')
model.fit_generator(train, epochs=30, validation_data=val)
