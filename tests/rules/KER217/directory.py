from keras.preprocessing.image import ImageDataGenerator

train_datagen = ImageDataGenerator(samplewise_center=True, zoom_range=0.2)
train_generator = train_datagen.flow_from_directory(
    'trainingData/train',
    batch_size=128,
    save_to_dir='trainingData/augmented',  # expect: KER217 warning "trainingData/augmented"
    class_mode='categorical')
model.fit_generator(train_generator, epochs=20, steps_per_epoch=31)
