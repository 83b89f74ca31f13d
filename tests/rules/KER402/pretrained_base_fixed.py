from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Model
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def build(classes):
    base = VGG16(weights="imagenet", include_top=False, pooling="avg", input_shape=(224, 224, 3))
    base.trainable = False
    x = Dense(256, activation="relu")(base.output)
    x = Dense(classes, activation="softmax")(x)
    return Model(base.input, x)


def main():
    train = ImageDataGenerator(rescale=1 / 255).flow_from_directory("train", target_size=(224, 224), batch_size=32)
    model = build(5)
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(train, epochs=3)


if __name__ == "__main__":
    main()
