import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

frame = pd.read_csv("iris.csv")
X = frame.drop(columns=["species"]).values
y = LabelEncoder().fit_transform(frame["species"])
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)

model = Sequential([Dense(16, activation="relu", input_dim=4), Dense(3, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=50, validation_data=(X_test, y_test))
