from keras import Input, Model
from keras.layers import Dense

inp = Input((300,))
h = Dense(256, activation="relu")(inp)
vector = Dense(128)(h)
classes = Dense(40, activation="softmax")(vector)
classifier = Model(inp, classes)
encoder = Model(inp, vector)
