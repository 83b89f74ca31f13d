import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

table = pd.read_csv("cars.csv")
x_train, x_test, y_train, y_test = train_test_split(table.drop("price", axis=1).values, table["price"].values)
model = Sequential([Dense(25, input_dim=9, activation="relu"), Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(x_train, y_train, epochs=100)
row = x_test[0]
model.predict(np.array([row]))
model.predict(row.reshape(1, -1))
model.predict(row[None])
model.predict(np.expand_dims(x_test[0], 0))
model.predict(x_test[[0]])
model.predict(x_test[0:1])

x = np.load("one_column.npy")
single = Sequential([Dense(5, input_dim=1, activation="relu"), Dense(1)])
single.compile(loss="mse", optimizer="adam")
single.fit(x, np.load("y.npy"))
single.predict(x[0])

batches = np.load("batches.npy")
per_batch = Sequential([Dense(5, input_dim=4, activation="relu"), Dense(1)])
per_batch.compile(loss="mse", optimizer="adam")
for i in range(len(batches)):
    per_batch.fit(batches[i], np.load(f"y{i}.npy"))
per_batch.predict(batches[0])

width = x_train.shape[1]
any_width = Sequential([Dense(5, input_dim=width, activation="relu"), Dense(1)])
any_width.compile(loss="mse", optimizer="adam")
any_width.fit(x_train, y_train)
any_width.predict(x_test[0])
