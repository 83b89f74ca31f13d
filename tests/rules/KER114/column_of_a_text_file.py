from numpy import loadtxt
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

patients = loadtxt("diabetes.csv", delimiter=",")
X = patients[:, 0:8]
y = patients[:, 8]

model = Sequential()
model.add(Dense(12, input_dim=8, activation="relu"))
model.add(Dense(2, activation="sigmoid"))  # expect: KER114 error "the shape (None, 2)" "the labels have (None,)"
model.compile(loss="binary_crossentropy", optimizer="adam")
model.fit(X, y, epochs=150, batch_size=10)
