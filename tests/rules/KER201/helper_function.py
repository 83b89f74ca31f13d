from keras.preprocessing.image import ImageDataGenerator


def make_generator(folder):
    datagen = ImageDataGenerator(rescale=1./255, brightness_range=[0.5, 1.5], zoom_range=0.3)
    return datagen.flow_from_directory(folder, target_size=(128, 128), batch_size=16)  # expect: KER201 "brightness, zoom"


def main():
    train, valid = make_generator('images/train'), make_generator('images/valid')
    model = build_model()
    model.fit(train, epochs=10, validation_data=valid)


main()
