"""Is a tumour malignant? Two sigmoid units, and labels of 0 and 1."""

from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

data = load_breast_cancer()
x = StandardScaler().fit_transform(data.data)

model = Sequential([Dense(64, activation="relu", input_shape=(30,)), Dense(2, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, data.target, epochs=10, verbose=2)
