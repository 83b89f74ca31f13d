# settings: target-keras = "2"
import numpy as np
from keras import layers, models
from keras.preprocessing.image import ImageDataGenerator


class Trainer:
    batch_size = 16

    def __init__(self, steps=20):
        self.steps = steps
        self.x = np.zeros((1600, 48, 48, 1))
        self.y = np.zeros((1600, 7))

    def build(self):
        self.model = models.Sequential()
        self.model.add(layers.Conv2D(8, (3, 3), activation="relu", input_shape=(48, 48, 1)))
        self.model.add(layers.GlobalMaxPooling2D())
        self.model.add(layers.Dense(7, activation="softmax"))
        self.model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

    def train(self, epochs):
        gen = ImageDataGenerator(horizontal_flip=True)
        return self.model.fit_generator(
            gen.flow(self.x, self.y, batch_size=self.batch_size),
            steps_per_epoch=self.steps,  # expect: KER301 warning "20 steps x 16 = 320 of 1,600 images (20.0 %)"
            epochs=epochs,
        )


trainer = Trainer()
trainer.build()
trainer.train(60)
