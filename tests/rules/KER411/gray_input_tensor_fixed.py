from keras import Input, Model
from keras.applications import DenseNet121
from keras.layers import Dense


class Chest:
    def __init__(self, size=224):
        self.image = Input(shape=(size, size, 1))

    def build(self):
        base = DenseNet121(weights=None, include_top=False, pooling="avg", input_tensor=self.image)
        return Model(self.image, Dense(1, activation="sigmoid")(base.output))


model = Chest().build()
