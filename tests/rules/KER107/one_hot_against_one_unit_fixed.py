from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator


class Classifier:
    def __init__(self):
        self.model = Sequential()
        self.model.add(Flatten(input_shape=(32, 32, 3)))
        self.model.add(Dense(1, activation="sigmoid"))
        self.model.compile("rmsprop", "binary_crossentropy")

    def train(self, folder):
        gen = ImageDataGenerator().flow_from_directory(folder, target_size=(32, 32), classes=["cat", "dog"], class_mode="binary")
        self.model.fit(gen, epochs=1)


Classifier().train("pets")
