# settings: target-keras = "3"
import keras

CFG = {"monitor": "val_acc", "metrics": ["accuracy"]}


class Experiment:
    def __init__(self, cfg):
        self.cfg = cfg
        self.model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
        self.model.compile(loss="binary_crossentropy", metrics=cfg["metrics"])

    def run(self, data, val):
        stop = keras.callbacks.EarlyStopping(monitor=self.cfg["monitor"])  # expect: KER601 error "val_accuracy"
        self.model.fit(data, validation_data=val, callbacks=[stop])


Experiment(CFG).run(train, val)
