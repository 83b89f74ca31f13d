import keras
from my_activations import squash

model = keras.Sequential([keras.layers.Input((8,)), keras.layers.Dense(3, activation=squash)])
model.compile(loss="categorical_crossentropy", optimizer="adam")
