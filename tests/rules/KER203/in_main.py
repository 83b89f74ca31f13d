import keras.preprocessing.image as kpi


def main():
    train_idg = kpi.ImageDataGenerator(  # expect: KER203 "brightness"
        rescale=1 / 255,
        brightness_range=(0.5, 1.5),
    )
    val_idg = kpi.ImageDataGenerator(rescale=1 / 255)
    net = build()
    net.fit(train_idg.flow_from_directory("tr"), validation_data=val_idg.flow_from_directory("va"), epochs=2)


if __name__ == '__main__':
    main()
