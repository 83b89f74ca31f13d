import argparse

from tensorflow.keras import layers, models
from tensorflow.keras.preprocessing.image import ImageDataGenerator

parser = argparse.ArgumentParser()
parser.add_argument("--data", default="flowers")
parser.add_argument("--loss", default="sparse_categorical_crossentropy")
args = parser.parse_args()

train = ImageDataGenerator().flow_from_directory(args.data, target_size=(96, 96))
model = models.Sequential([
    layers.Conv2D(8, 3, activation="relu", input_shape=(96, 96, 3)),
    layers.Flatten(),
    layers.Dense(5, activation="softmax"),
])
model.compile(optimizer="adam", loss=args.loss)  # expect: KER108 error "one-hot" "class_mode="
model.fit(train, epochs=1)
