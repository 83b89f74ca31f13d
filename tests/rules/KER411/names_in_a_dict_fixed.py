import argparse

import tensorflow as tf

MODELS = {
    "vgg": tf.keras.applications.VGG16,
    "resnet": tf.keras.applications.ResNet50V2,
    "xception": tf.keras.applications.Xception,
}
parser = argparse.ArgumentParser()
parser.add_argument("--model", default="xception", choices=list(MODELS))
parser.add_argument("--size", type=int, default=128)
args = parser.parse_args()
base = MODELS[args.model](include_top=False, weights="imagenet", input_shape=(args.size, args.size, 3))
model = tf.keras.Sequential([base, tf.keras.layers.GlobalAveragePooling2D(), tf.keras.layers.Dense(2)])
