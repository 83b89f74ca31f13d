from keras.models import Sequential
from keras.layers import BatchNormalization, Conv2D, Dense, Reshape, UpSampling2D

model = Sequential()
model.add(Dense(128 * 7 * 7, activation="relu", input_dim=100))
model.add(Reshape((7, 7, 128)))
model.add(UpSampling2D())
model.add(Conv2D(64, kernel_size=3, padding="same"))
model.add(BatchNormalization(momentum=0.8))
model.add(Reshape((14 * 14, 64)))
model.add(Reshape((14, 14, 8, 8)))
