import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((96, 32, 1)),
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.Reshape((-1, 32 * 16)),
        layers.Reshape((-1,)),
        layers.Reshape((96, -1, 4)),
        layers.Flatten(),
        layers.Dense(3),
    ]
)
