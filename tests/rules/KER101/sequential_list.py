import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

model = keras.Sequential([
    layers.Dense(32, activation="relu", input_shape=(20,)),
    layers.Dense(3, activation="relu"),  # expect: KER101 error "3 units" "NaN"
])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(np.zeros((90, 20)), np.zeros((90, 3)), epochs=5)
