"""Scripts of Keras 1 leave it to ~/.keras/keras.json where the channels are: here they are first."""

from keras.layers import Conv2D, Convolution2D, Dense, Flatten, MaxPooling2D
from keras.models import Sequential

model = Sequential()
model.add(Convolution2D(32, 3, 3, activation="relu", input_shape=(3, 64, 64)))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(2, activation="softmax"))
model.compile("sgd", "categorical_crossentropy")
model.fit(x, y)

net = Sequential()
net.add(Conv2D(8, 5, 5, border_mode="valid", input_shape=(1, 28, 28)))
net.add(Flatten())
net.add(Dense(10))
net.compile("sgd", "mse")
net.fit(x, y)
