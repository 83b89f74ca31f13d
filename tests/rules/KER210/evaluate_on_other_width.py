from keras.layers import Dense
from keras.models import Sequential
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

cancer = load_breast_cancer()
x_train, x_test, y_train, y_test = train_test_split(cancer.data, cancer.target, test_size=0.2)
x_train = x_train[:, :10]
model = Sequential()
model.add(Dense(16, activation="relu", input_dim=x_train.shape[1]))
model.add(Dense(1, activation="sigmoid"))
model.compile("adam", "binary_crossentropy")
model.fit(x_train, y_train, epochs=20)
print(model.evaluate(x_test, y_test))  # expect: KER210 error "(None, 30)" "(None, 10)"
