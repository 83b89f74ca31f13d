from keras.layers import Activation, Conv2D, GlobalAveragePooling2D, Input
from keras.models import Model

img = Input((96, 96, 3))
x = Conv2D(32, 3, activation='relu')(img)
x = Conv2D(10, 1, activation='relu')(x)
x = GlobalAveragePooling2D()(x)
model = Model(img, Activation('softmax')(x))
model.compile('adam', 'categorical_crossentropy')
