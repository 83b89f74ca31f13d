import argparse

from tensorflow.keras.preprocessing.image import ImageDataGenerator


def main(args):
    aug = ImageDataGenerator(rescale=1./255, rotation_range=args.rotation, fill_mode="nearest", validation_split=args.split)
    train = aug.flow_from_directory(args.data, subset="training", batch_size=args.bs)
    val = aug.flow_from_directory(args.data, subset="validation", batch_size=args.bs)  # expect: KER204 "rotation"
    net = build(args)
    net.fit(train, validation_data=val, epochs=args.epochs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="plants")
    parser.add_argument("--rotation", type=int, default=25)
    parser.add_argument("--split", type=float, default=0.2)
    parser.add_argument("--bs", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=10)
    main(parser.parse_args())
