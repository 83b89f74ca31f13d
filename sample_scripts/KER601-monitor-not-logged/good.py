"""Read handwritten digits; training stops when the validation accuracy does not rise any more."""

from sklearn.datasets import load_digits
from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

digits = load_digits()
x, y = digits.data / 16, digits.target

model = Sequential([Dense(64, activation="relu", input_shape=(64,)), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

early_stopping = EarlyStopping(monitor="val_accuracy", patience=3)
model.fit(x, y, epochs=60, batch_size=16, validation_split=0.2, callbacks=[early_stopping], verbose=2)
