import json

from keras import layers, models

with open("model.json") as stream:
    settings = json.load(stream)

model = models.Sequential()
model.add(layers.LSTM(32, return_sequences=settings["deep"], input_shape=(10, 4)))
if settings["deep"]:
    model.add(layers.LSTM(16))
model.add(layers.Dense(1))
