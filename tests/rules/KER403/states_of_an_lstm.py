import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((20, 8)),
        layers.LSTM(16, return_state=True),
        layers.Dropout(0.3),
        layers.Dense(3, activation="softmax"),  # expect: KER403 error "3 tensors of shapes (None, 16)" "leave out return_state=True"
    ]
)
