from keras.preprocessing.image import ImageDataGenerator

model.fit(
    ImageDataGenerator(samplewise_center=True).flow_from_directory("train"),
    validation_data=ImageDataGenerator().flow_from_directory("val"),
)
