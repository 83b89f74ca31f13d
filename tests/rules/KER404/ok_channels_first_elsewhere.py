from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential


def lenet(classes):
    """Wants Keras's image_data_format to be channels_first."""
    model = Sequential()
    model.add(Conv2D(32, (3, 3), input_shape=(1, 28, 28), activation="relu"))
    model.add(Flatten())
    model.add(Dense(classes, activation="softmax"))
    return model


def load(path, classes):
    model = lenet(classes)
    model.load_weights(path)
    return model


classifier = load("weights.h5", 10)
