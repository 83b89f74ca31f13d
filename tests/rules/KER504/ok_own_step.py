import keras


class Gan(keras.Model):
    def __init__(self, generator, critic):
        super().__init__()
        self.generator, self.critic = generator, critic

    def call(self, x):
        return {"image": self.generator(x)}

    def train_step(self, data):
        return {"loss": 0.0}


gan = Gan(keras.layers.Dense(4), keras.layers.Dense(1))
gan.compile("adam", loss={"critic": "mse"})
