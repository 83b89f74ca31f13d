import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelBinarizer
from tensorflow import keras

iris = load_iris()
y = LabelBinarizer().fit_transform(iris.target)
x_train, x_test, y_train, y_test = train_test_split(iris.data, y)
model = keras.models.Sequential([
    keras.layers.Dense(8, activation="tanh", input_shape=(4,)),
    keras.layers.Dense(3),
])
model.compile("adam", "mse")
model.fit(x_train, y_train, epochs=10)
