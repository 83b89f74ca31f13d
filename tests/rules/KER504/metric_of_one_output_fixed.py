from keras import Input, Model
from keras.layers import Dense

x = Input((5,))
model = Model(x, Dense(3, activation="softmax", name="species")(x))
model.compile("adam", "categorical_crossentropy", metrics={"species": "accuracy"})
