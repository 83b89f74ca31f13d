import argparse

from keras.preprocessing.image import ImageDataGenerator

parser = argparse.ArgumentParser()
parser.add_argument("--dump", default=None)
train = ImageDataGenerator(rotation_range=40).flow_from_directory("train", save_to_dir=parser.parse_args().dump)
model.fit(train)
