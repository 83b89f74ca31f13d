import numpy as np
from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

digits = load_digits()
x, y = digits.data, digits.target

model = Sequential()
model.add(Dense(32, activation="relu", input_shape=(x.shape[1],)))
model.add(Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y)
