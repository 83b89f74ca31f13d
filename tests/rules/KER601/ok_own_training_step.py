import keras


class VAE(keras.Model):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def train_step(self, data):
        return {"reconstruction_loss": 0.0}

    def call(self, x):
        return self.encoder(x)


vae = VAE(keras.layers.Dense(2))
vae.compile(optimizer="adam")
vae.fit(x, epochs=3, callbacks=[keras.callbacks.EarlyStopping(monitor="reconstruction_loss")])
