import numpy as np
from tensorflow import keras

image = keras.Input((16,), name="image")
kind = keras.layers.Dense(4, activation="softmax", name="kind")(image)
age = keras.layers.Dense(1, name="age")(image)
model = keras.Model(image, {"kind": kind, "age": age})
model.compile("adam", loss={"kind": "sparse_categorical_crossentropy", "age": "mse"})

pictures = np.random.rand(50, 16)
labels = {"kind": np.random.randint(0, 4, 50), "age": np.random.rand(40)}
model.fit(pictures, labels, epochs=2)  # expect: KER220 error "arrays of 50 and 40 samples"
