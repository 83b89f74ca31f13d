import pandas as pd
from keras.layers import Dense
from keras.models import Sequential
from sklearn.datasets import load_wine

wine = load_wine()
CLASSES = ["barolo", "grignolino"]
model = Sequential([Dense(20, activation="relu", input_shape=(13,)), Dense(len(CLASSES), activation="softmax")])  # expect: KER107 error "2 units" "3 classes"
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(wine.data, wine.target, epochs=30)
