from keras.models import Sequential
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

model = Sequential()
model.add(Conv2D(32, (3, 3), padding="same", input_shape=(32, 32, 3)))
for filters in (32, 64, 128, 256):
    model.add(Conv2D(filters, (3, 3), padding="same", activation="relu"))
    model.add(MaxPooling2D((2, 2)))
model.add(MaxPooling2D((2, 2), padding="same"))
model.add(MaxPooling2D((2, 2), padding="same"))
model.add(Flatten())
model.add(Dense(10, activation="softmax"))
