import keras
from keras import layers


class Scorer(keras.Model):
    def __init__(self):
        user = keras.Input((10,), name="user")
        item = keras.Input((10,), name="item")
        score = layers.Dot(axes=1)([layers.Dense(8)(user), layers.Dense(8)(item)])
        super().__init__(inputs={"user": user, "item": item}, outputs=score)


model = Scorer()
