import keras


class Trainer:
    def __init__(self, model):
        self.model = model
        self.stop = keras.callbacks.EarlyStopping(patience=3)

    def train(self, x, y):
        self.model.fit(x, y, validation_split=0.1, callbacks=[self.stop])


Trainer(keras.applications.ResNet50(weights=None)).train(x, y)
