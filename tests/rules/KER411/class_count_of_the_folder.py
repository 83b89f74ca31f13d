import os

from keras.applications.resnet50 import ResNet50
from keras.preprocessing.image import ImageDataGenerator


def train(folder="weather"):
    flow = ImageDataGenerator().flow_from_directory(folder, target_size=(224, 224), classes=["rain", "sun", "snow"])
    model = ResNet50(weights="imagenet", classes=flow.num_classes)  # expect: KER411 error "1,000 classes, not 3"
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    model.fit(flow, epochs=3)


train()
