"""Predict noisy values from few samples; training should stop before it learns the noise."""

import numpy as np
from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

rng = np.random.RandomState(7)
x = rng.normal(size=(80, 20))
y = x[:, 0] + rng.normal(size=80)

model = Sequential()
model.add(Dense(128, activation="relu", input_shape=(20,)))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")

early_stopping = EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
model.fit(x, y, epochs=120, batch_size=8, validation_split=0.3, verbose=2)
