from keras.preprocessing.image import ImageDataGenerator

train_gen = ImageDataGenerator(samplewise_center=True, samplewise_std_normalization=True)
valid_gen = ImageDataGenerator(
    samplewise_center=True,  # expect: KER202 "samplewise_std_normalization"
)
model.fit(train_gen.flow_from_directory("a"), validation_data=valid_gen.flow_from_directory("b"))
