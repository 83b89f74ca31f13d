from keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rescale=1. / 255, shear_range=0.2).flow_from_directory('data/train', target_size=(150, 150))
val = ImageDataGenerator(rescale=1 / 255.0).flow_from_directory('data/val', target_size=(150, 150))
model.fit(train, validation_data=val)
