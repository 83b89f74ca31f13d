import argparse

import keras
from keras.applications import VGG16

parser = argparse.ArgumentParser()
parser.add_argument("--size", type=int, default=224)
args = parser.parse_args()
base = VGG16(include_top=False, weights=None, input_shape=(args.size, args.size, 3))
h = keras.layers.Flatten()(base.output)
model = keras.Model(base.input, keras.layers.Dense(5, activation="softmax")(h))
train = keras.utils.image_dataset_from_directory(
    "flowers",
    image_size=(args.size, args.size),
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(train)
