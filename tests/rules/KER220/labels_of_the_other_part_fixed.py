import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow import keras

table = pd.read_csv("wines.csv")
x, y = table.drop("quality", axis=1).values, table["quality"].values
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=1)

model = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x_train, y_train, epochs=20, validation_data=(x_test, y_test))
