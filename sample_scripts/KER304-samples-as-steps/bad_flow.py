"""What was samples_per_epoch once is given as a number of steps."""

import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

BATCH = 16
x = np.random.rand(320, 6, 6, 1)
y = np.random.randint(2, size=320)

train_generator = ImageDataGenerator().flow(x, y, batch_size=BATCH)
val_generator = ImageDataGenerator().flow(x[:160], y[:160], batch_size=BATCH, shuffle=False)

model = Sequential()
model.add(Flatten(input_shape=(6, 6, 1)))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="sgd")
model.fit(
    train_generator,
    steps_per_epoch=len(x),
    epochs=3,
    validation_data=val_generator,
    validation_steps=len(x[:160]),
    verbose=2,
)
