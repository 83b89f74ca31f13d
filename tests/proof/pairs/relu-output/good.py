import tensorflow as tf
from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

digits = load_digits()
x, y = digits.data / 16, tf.keras.utils.to_categorical(digits.target)
model = Sequential([Dense(32, activation="relu"), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, epochs=8, verbose=0)
model.evaluate(x, y, verbose=0)
