import keras
from keras.preprocessing.image import ImageDataGenerator


class Net:
    def __init__(self, classes):
        self.model = keras.models.Sequential()
        self.model.add(keras.layers.Flatten())
        self.model.add(keras.layers.Dense(classes, activation="softmax"))
        self.model.compile(loss="categorical_crossentropy", optimizer="adam")

    def train(self, X, Y, epochs=10):
        generator = ImageDataGenerator(zoom_range=0.1)
        self.model.fit_generator(
            generator.flow(X, Y, batch_size=16),
            steps_per_epoch=X.shape[0],  # expect: KER304 error "`X.shape[0]`"
            epochs=epochs,
        )
