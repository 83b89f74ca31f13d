import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator


class Config:
    BATCH_SIZE = 16
    VAL_BATCH_SIZE = 4


class Experiment:
    def __init__(self, config):
        self.config = config
        self.x, self.y = np.zeros((320, 10, 10, 3)), np.zeros((320, 2))

    def run(self):
        model = Sequential([Flatten(input_shape=(10, 10, 3)), Dense(2, activation="softmax")])
        model.compile(optimizer="adam", loss="categorical_crossentropy")
        val = ImageDataGenerator().flow(self.x, self.y, batch_size=self.config.VAL_BATCH_SIZE)
        train = ImageDataGenerator().flow(self.x, self.y, batch_size=self.config.BATCH_SIZE)
        model.fit_generator(
            train,
            epochs=3,
            steps_per_epoch=len(self.x) / self.config.VAL_BATCH_SIZE,  # expect: KER302 warning "(4)" "(16)"
            validation_data=val,
            validation_steps=len(self.x) // self.config.VAL_BATCH_SIZE,
        )


Experiment(Config()).run()
