import keras
from keras.layers import Dense, Input, ReLU


class Classifier:
    def __init__(self, n_features, n_classes=4):
        self.n_features = n_features
        self.n_classes = n_classes
        self.model = self.build()

    def build(self):
        inp = Input((self.n_features,))
        h = Dense(50, activation="relu")(inp)
        out = ReLU()(Dense(self.n_classes)(h))  # expect: KER101 error "relu"
        model = keras.models.Model(inp, out)
        model.compile("adam", loss="categorical_crossentropy")
        return model


if __name__ == "__main__":
    Classifier(12).model.summary()
