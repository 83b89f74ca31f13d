import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((20, 8)),
        layers.LSTM(16),
        layers.Dropout(0.3),
        layers.Dense(3, activation="softmax"),
    ]
)
