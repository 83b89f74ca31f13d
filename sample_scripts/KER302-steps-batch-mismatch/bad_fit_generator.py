"""The steps divide by the batch size that was tried last."""

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

batch_size = 40
train_batch, val_batch = 16, 20
x = np.random.rand(320, 6, 6, 1)
y = np.random.randint(2, size=320)

train_generator = ImageDataGenerator().flow(x, y, batch_size=train_batch)
val_generator = ImageDataGenerator().flow(x[:160], y[:160], batch_size=val_batch, shuffle=False)

model = Sequential()
model.add(Flatten(input_shape=(6, 6, 1)))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="sgd")
model.fit_generator(
    train_generator,
    steps_per_epoch=len(x) // batch_size,
    epochs=3,
    validation_data=val_generator,
    validation_steps=160 // batch_size,
    verbose=2,
)
