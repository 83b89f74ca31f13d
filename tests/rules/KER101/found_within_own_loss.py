# The script's own loss hands the output on to Keras's cross-entropy, behind a factory and with another term beside it.
from keras import Input, Model, layers
from keras import backend as K


def dice(truth, predicted):
    both = K.sum(K.flatten(truth) * K.flatten(predicted))
    return 1 - 2 * both / (K.sum(truth) + K.sum(predicted) + 1)


def mixed(share):
    def loss(truth, predicted):
        entropy = K.binary_crossentropy(K.flatten(truth), K.flatten(predicted))
        return share * K.mean(entropy) + (1 - share) * dice(truth, predicted)

    return loss


image = Input((64, 64, 1))
features = layers.Conv2D(8, 3, padding="same", activation="relu")(image)
mask = layers.Conv2D(2, 1, activation="relu")(features)  # expect: KER101 warning "binary_crossentropy"
model = Model(image, mask)
model.compile(optimizer="adam", loss=mixed(0.5))
model.fit(images, masks, epochs=5)
