import numpy as np
from keras import layers, models
from keras.preprocessing import image

x, y = np.zeros((1000, 8, 8, 1)), np.zeros((1000, 2))
xv, yv = np.zeros((400, 8, 8, 1)), np.zeros((400, 2))
train_batch, val_batch = 50, 20
model = models.Sequential([layers.Flatten(input_shape=(8, 8, 1)), layers.Dense(2, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam")
train_it = image.ImageDataGenerator().flow(x, y, batch_size=train_batch)
val_it = image.ImageDataGenerator().flow(xv, yv, batch_size=val_batch)
model.fit_generator(
    train_it,
    steps_per_epoch=len(x) // train_batch,
    validation_data=val_it,
    validation_steps=len(xv) // train_batch,  # expect: KER302 warning "validation_steps divides by `train_batch` (50)" "`val_batch` (20)" "160 of 400"
    epochs=9,
)
