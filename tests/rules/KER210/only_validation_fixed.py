from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator


class Job:
    size = (64, 64)

    def __init__(self):
        gen = ImageDataGenerator()
        self.train = gen.flow_from_directory("train", target_size=self.size)
        self.val = gen.flow_from_directory("val", target_size=(64, 64))

    def run(self):
        model = Sequential([Conv2D(8, 3, input_shape=(64, 64, 3)), Flatten(), Dense(4, activation="softmax")])
        model.compile("adam", "categorical_crossentropy")
        model.fit(self.train, validation_data=self.val)


if __name__ == "__main__":
    Job().run()
