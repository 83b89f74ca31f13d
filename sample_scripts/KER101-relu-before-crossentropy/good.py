"""Read handwritten digits."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

digits = load_digits()
x = digits.data.astype("float32") / 16
y = to_categorical(digits.target, 10)

model = Sequential()
model.add(Dense(64, activation="relu", input_shape=(64,)))
model.add(Dropout(0.2))
model.add(Dense(10, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

history = model.fit(x[:1500], y[:1500], epochs=8, batch_size=32, validation_data=(x[1500:], y[1500:]), verbose=2)
print("accuracy:", history.history["val_accuracy"][-1])
