from tensorflow.keras.preprocessing.image import ImageDataGenerator

train_datagen = ImageDataGenerator(rescale=1 / 255, shear_range=0.2, zoom_range=0.2)
test_datagen = ImageDataGenerator(
    rescale=1 / 255,
    shear_range=0.2,  # expect: KER201 "shear, zoom"
    zoom_range=0.2,
)
train_set = train_datagen.flow_from_directory("train", (64, 64), batch_size=32)
test_set = test_datagen.flow_from_directory("test", (64, 64), batch_size=32)
classifier.fit(train_set, validation_data=test_set, epochs=25)
