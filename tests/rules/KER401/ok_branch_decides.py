import sys

from keras import Sequential, layers

model = Sequential([layers.Input((64,))])
model.add(layers.Dense(64))
if "--relu" in sys.argv:
    model.add(layers.Activation("relu"))
model.add(layers.Dense(8, activation="softmax"))
