from keras.preprocessing.image import img_to_array, load_img
from tensorflow import keras

CONFIG = {"size": 150}


def build(config):
    return keras.Sequential(
        [
            keras.layers.InputLayer(input_shape=(config["size"], config["size"], 3)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


size = CONFIG["size"]
picture = img_to_array(load_img("dog.jpg", target_size=(size, size)))
print(build(CONFIG).predict([picture]))  # expect: KER221 error "(150, 150, 3)"
