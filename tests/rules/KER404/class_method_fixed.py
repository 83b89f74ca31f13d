from tensorflow import keras
from tensorflow.keras.layers import Conv2D, Cropping2D, Dense, Flatten


class Driver:
    def __init__(self, height=160, width=200):
        self.height = height
        self.width = width
        self.model = self.build()

    def build(self):
        model = keras.models.Sequential()
        model.add(Cropping2D(((40, 30), (0, 0)), input_shape=(self.height, self.width, 3)))
        model.add(Conv2D(24, (5, 5), strides=(2, 2), activation="elu"))
        model.add(Flatten())
        model.add(Dense(1))
        return model


driver = Driver()
