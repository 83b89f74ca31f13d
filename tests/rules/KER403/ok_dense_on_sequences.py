import keras
from keras import layers

model = keras.Sequential()
model.add(layers.Embedding(1000, 16))
model.add(layers.Dense(8, activation="relu"))
model.add(layers.BatchNormalization())
model.add(layers.GRU(8))
model.add(layers.RepeatVector(5))
model.add(layers.GRU(8, return_sequences=True))
model.add(layers.Dense(3))
model.build((None, 20))
