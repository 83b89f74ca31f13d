import numpy as np
import tensorflow as tf

x, y = np.zeros((500, 32, 32, 3)), np.zeros((500, 10))
aug = tf.keras.preprocessing.image.ImageDataGenerator(width_shift_range=.1, height_shift_range=.1)
model.fit(
    aug.flow(x[:400], y[:400], batch_size=50),
    validation_data=aug.flow(x[400:], y[400:]),  # expect: KER201 "shift"
    epochs=3,
)
