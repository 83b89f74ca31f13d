datagen = ImageDataGenerator(rotation_range=4)
it = datagen.flow(X_train, y_train, batch_size=32, save_to_dir='images', save_format='jpg')  # expect: KER217
model.fit_generator(it, steps_per_epoch=len(X_train) // 32, epochs=50)
