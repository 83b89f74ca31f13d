# settings: target-keras = "3"
import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

batch_size = 32
X, Y = np.zeros((2000, 8, 8, 1)), np.zeros((2000, 4))
X_val, Y_val = np.zeros((1000, 8, 8, 1)), np.zeros((1000, 4))
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy")
gen = ImageDataGenerator()
model.fit(
    gen.flow(X, Y, batch_size=batch_size),
    epochs=6,
    validation_data=gen.flow(X_val, Y_val, batch_size=batch_size),
    validation_steps=len(X_val) // batch_size,  # expect: KER303 info "31 steps x 32 = 992 of 1,000 images (99.2 %)"
)
