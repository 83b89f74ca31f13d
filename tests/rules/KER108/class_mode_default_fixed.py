import argparse

from tensorflow.keras import layers, models
from tensorflow.keras.preprocessing.image import ImageDataGenerator

parser = argparse.ArgumentParser()
parser.add_argument("--data", default="flowers")
parser.add_argument("--loss", default="categorical_crossentropy")
args = parser.parse_args()

train = ImageDataGenerator().flow_from_directory(args.data, target_size=(96, 96))
model = models.Sequential([
    layers.Conv2D(8, 3, activation="relu", input_shape=(96, 96, 3)),
    layers.Flatten(),
    layers.Dense(5, activation="softmax"),
])
model.compile(optimizer="adam", loss=args.loss)
model.fit(train, epochs=1)
