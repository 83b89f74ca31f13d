"""A word chooses what the script does."""

from tensorflow import keras


class Settings:
    MODE = "demo"


def main(settings):
    if settings.MODE == "train":
        model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="elu")])  # expect: KER101 "shows when this is 'train'"
        model.compile(loss="categorical_crossentropy", optimizer="adam")
        model.fit(x, y, epochs=5)
        return
    print(keras.models.load_model("model.keras").predict(x))


main(Settings())
