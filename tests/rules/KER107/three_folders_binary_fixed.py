import argparse

from keras.preprocessing.image import ImageDataGenerator

parser = argparse.ArgumentParser()
parser.add_argument("--units", type=int, default=3)
args = parser.parse_args()

train = ImageDataGenerator(rescale=1 / 255).flow_from_directory(
    "weather", classes=["rain", "snow", "sun"], class_mode="categorical", target_size=(64, 64)
)
model = Sequential()
model.add(Conv2D(16, 3, activation="relu", input_shape=(64, 64, 3)))
model.add(GlobalAveragePooling2D())
model.add(Dense(args.units, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(train, epochs=2)
