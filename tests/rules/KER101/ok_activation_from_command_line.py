import sys

import keras

model = keras.Sequential([keras.layers.Input((8,)), keras.layers.Dense(3, activation=sys.argv[1])])
model.compile(loss="categorical_crossentropy", optimizer="adam")
