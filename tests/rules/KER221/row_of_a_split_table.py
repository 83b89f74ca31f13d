import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

table = pd.read_csv("cars.csv")
x_train, x_test, y_train, y_test = train_test_split(table.drop("price", axis=1).values, table["price"].values)
scaler = StandardScaler().fit(x_train)
x_train, x_test = scaler.transform(x_train), scaler.transform(x_test)

model = Sequential()
model.add(Dense(25, input_dim=9, activation="relu"))
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam")
model.fit(x_train, y_train, validation_split=0.2, epochs=100)
print(model.predict(x_test[0]), y_test[0])  # expect: KER221 error "a single sample (9,)" "x_test[i : i + 1]"
