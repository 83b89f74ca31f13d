from keras import Input, Model
from keras.layers import Dense

inp = Input(shape=(40,))
h = Dense(32, activation="relu")(inp)
age = Dense(1, activation="relu", name="age")(h)
breed = Dense(12, activation="softmax", name="breed")(h)
model = Model(inp, [age, breed])
model.compile(optimizer="adam", loss=["mse", "categorical_crossentropy"])
