from sklearn.datasets import load_digits, load_iris
from tensorflow import keras

for load, classes in ((load_digits, 10), (load_iris, 3)):
    x, y = load(return_X_y=True)
    model = keras.Sequential([keras.layers.Dense(classes, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y)
    hot = keras.utils.to_categorical(y, num_classes=classes)
    model.compile("adam", "categorical_crossentropy")
    model.fit(x, hot)
