# settings: target-keras = "3"
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(500, 6))
y = np.random.randint(0, 2, size=500)
model = Sequential([Dense(12, activation="relu"), Dense(1, activation="sigmoid")])
model.compile("adam", loss="binary_crossentropy")
model.fit(x, y, epochs=3)
