import keras
from keras import layers

(x, y), _ = keras.datasets.mnist.load_data()
image = keras.Input((28, 28))
h = layers.Flatten()(image)
digit = layers.Dense(10, activation="softmax", name="digit")(h)
even = layers.Dense(1, activation="sigmoid", name="even")(h)
model = keras.Model(image, [digit, even])
model.compile("adam", {"digit": "categorical_crossentropy", "even": "binary_crossentropy"})
model.fit(x, [keras.utils.to_categorical(y), y % 2])
