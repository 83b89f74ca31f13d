import pickle

from tensorflow.keras import layers, models

with open("features.pkl", "rb") as stream:
    features = pickle.load(stream)

model = models.Sequential()
model.add(layers.Dense(features["width"], input_shape=(features["length"],)))
model.add(layers.Reshape((13, 17)))
model.add(layers.LSTM(8))
