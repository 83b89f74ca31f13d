from tensorflow.keras import Sequential
from tensorflow.keras.layers import BatchNormalization, Conv2DTranspose, Dense, LeakyReLU, Reshape

generator = Sequential([
    Dense(7 * 7 * 256, input_shape=(100,)),
    LeakyReLU(),
    Reshape((7, 7, 256)),
    Conv2DTranspose(128, 5, strides=1, padding='same'),  # expect: KER401 "Conv2DTranspose(128)"
    BatchNormalization(),
    Conv2DTranspose(64, 5, strides=2, padding='same'),
    LeakyReLU(),
    Conv2DTranspose(1, 5, strides=2, padding='same', activation='tanh'),
])
