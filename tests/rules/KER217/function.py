import keras


def training_data(path, dump="samples"):
    idg = keras.preprocessing.image.ImageDataGenerator(shear_range=3)
    return idg.flow_from_directory(path, save_to_dir=dump)  # expect: KER217 "samples"


def main():
    get_model().fit(training_data("birds"), epochs=2)


main()
