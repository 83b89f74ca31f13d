from keras.applications.vgg16 import VGG16
from keras.layers import Dense, Flatten
from keras.models import Model


def create(classes):
    """Wants Keras's image_data_format to be channels_first."""
    base = VGG16(include_top=False, input_shape=(3, 224, 224))
    return Model(base.input, Dense(classes, activation="softmax")(Flatten()(base.output)))


network = create(102)
