from keras.preprocessing.image import ImageDataGenerator

DATAGEN = ImageDataGenerator(shear_range=10, horizontal_flip=True, validation_split=.3)


def load(subset):
    return DATAGEN.flow_from_directory("faces", target_size=(48, 48), color_mode="grayscale", subset=subset)  # expect: KER204


def train(model):
    model.fit(load("training"), validation_data=load("validation"), epochs=50)
