import numpy as np
from keras.layers import Add, Dense, Input
from keras.models import Model

a, b = Input((4,)), Input((4,))
model = Model([a, b], Dense(1)(Add()([a, b])))
model.predict([np.zeros((4, 4)), np.zeros((4, 4))])
model.predict([np.zeros((1, 4)), np.zeros((1, 4))])
