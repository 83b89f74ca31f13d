import numpy as np
from keras.layers import Conv1D, Dense, Flatten, MaxPooling1D
from keras.models import Sequential

features, labels = np.load("features.npy"), np.load("labels.npy")
model = Sequential()
model.add(Conv1D(64, 3, activation="relu", input_shape=(72, 1)))
model.add(MaxPooling1D(2))
model.add(Conv1D(64, 3, activation="relu"))
model.add(MaxPooling1D(2))
model.add(Flatten())
model.add(Dense(64, activation="relu"))
model.add(Dense(28, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(features, labels, batch_size=32, epochs=3, validation_split=0.1)
