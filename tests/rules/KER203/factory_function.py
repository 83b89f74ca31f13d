from tensorflow.keras.preprocessing.image import ImageDataGenerator


def generators(directory, augment):
    if augment:
        gen = ImageDataGenerator(rescale=1 / 255, channel_shift_range=10)  # expect: KER203 "channel shift"
    else:
        gen = ImageDataGenerator(rescale=1 / 255)
    return gen.flow_from_directory(directory)


model.fit(generators("train", True), validation_data=generators("val", False))
