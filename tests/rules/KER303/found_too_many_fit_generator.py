# settings: target-keras = "2"
import numpy as np
from keras import models
from keras.layers import Dense, Flatten
from keras.preprocessing.image import ImageDataGenerator

x_val, y_val = np.zeros((1000, 15, 15, 3)), np.zeros((1000,))
model = models.Sequential([Flatten(input_shape=(15, 15, 3)), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="rmsprop")
train_generator = ImageDataGenerator(rotation_range=40).flow_from_directory("cats/train", batch_size=32)
validation_generator = ImageDataGenerator().flow(x_val, y_val, batch_size=32)
model.fit_generator(
    train_generator,
    epochs=100,
    validation_data=validation_generator,
    validation_steps=50,  # expect: KER303 warning "50 steps x 32 = 1,600 for 1,000 images (1.56 passes)"
)
