from keras.layers import Dense, Dropout, InputLayer
from keras.models import Model, Sequential

base = Sequential([InputLayer((10,)), Dense(8, activation="relu")])
base.add(Dropout(0.5))
first = base.input
base.add(Dense(2))
model = Model(first, Dense(1)(base.output))
