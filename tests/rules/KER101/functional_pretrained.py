from keras.applications.vgg16 import VGG16
from keras.layers import Dense, Flatten
from keras.models import Model


def pretrained_network(classes, optimizer):
    base = VGG16(weights=None, include_top=False, input_shape=(200, 200, 3))
    x = Flatten()(base.output)
    predictions = Dense(classes, activation='relu')(x)  # expect: KER101 error "categorical_crossentropy"
    model = Model(inputs=base.input, outputs=predictions)
    for layer in base.layers:
        layer.trainable = False
    model.compile(loss='categorical_crossentropy', optimizer=optimizer, metrics=['accuracy'])
    return model
