from keras.preprocessing.image import ImageDataGenerator

plain = ImageDataGenerator(rescale=1 / 255)
model.fit(
    plain.flow_from_directory("t"),
    validation_data=plain.flow_from_directory("v", save_to_dir="debug"),  # expect: KER217 "debug"
    epochs=5)
