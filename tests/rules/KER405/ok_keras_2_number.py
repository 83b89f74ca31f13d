# settings: target-keras = "2"
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense

inputs = Input(32)
model = Model(inputs, Dense(1)(inputs))
