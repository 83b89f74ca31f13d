from keras.preprocessing.image import ImageDataGenerator


def flow(folder, factor):
    return ImageDataGenerator(rescale=factor).flow_from_directory(folder, (96, 96))  # expect: KER202 "0.007843"


def main():
    model = create()
    model.fit(flow("train", 1 / 255), validation_data=flow("val", 1 / 127.5), epochs=3)


main()
