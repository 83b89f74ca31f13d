import keras
from keras import layers

model = keras.Sequential([
    layers.Input((100,)),
    layers.Dense(512),  # expect: KER401 "Dense(512) is followed by Dense(10) (through Dropout)"
    layers.Dropout(0.5),
    layers.Dense(10, activation="softmax"),
])
