import keras
from features import load

x, y = load()
model = keras.Sequential()
model.add(keras.layers.Dense(64, activation="relu"))
model.add(keras.layers.Dense(10))
model.add(keras.layers.ReLU())  # expect: KER101 error "relu on the output of 10 units"
model.compile("adam", loss="categorical_crossentropy")
model.fit(x, y)
