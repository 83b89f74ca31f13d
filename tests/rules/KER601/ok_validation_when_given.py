import keras


class Trainer:
    def callbacks(self):
        return [keras.callbacks.EarlyStopping(), keras.callbacks.ModelCheckpoint("a.keras", save_best_only=True)]

    def train(self, model, data, validation=None):
        model.compile(loss="mse", metrics=["accuracy"])
        model.fit(data, validation_data=validation, epochs=3, callbacks=self.callbacks())


def train(model, data, validation=None):
    options = {"callbacks": [keras.callbacks.EarlyStopping(patience=3)]}
    if validation is not None:
        options["validation_data"] = validation
    model.compile(loss="mse")
    model.fit(data, epochs=3, **options)
