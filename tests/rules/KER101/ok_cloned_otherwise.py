"""A clone has a life of its own: it is compiled otherwise, grows, or is made of other layers."""

from tensorflow import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu")])
model.compile("adam", "mse")
model.fit(x, y)

grown = keras.models.clone_model(model)
grown.add(keras.layers.Dense(2, activation="softmax"))
grown.compile("adam", "categorical_crossentropy")
grown.fit(x, labels)

other = keras.models.clone_model(model, clone_function=with_softmax)
other.compile("adam", "categorical_crossentropy")
other.fit(x, labels)
