import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x, y = np.zeros((500, 4)), np.zeros((500, 1))


def draw(size):
    while True:
        pick = np.random.choice(len(x), size)
        yield x[pick], y[pick]


model = Sequential([Dense(1, input_shape=(4,))])
model.compile("adam", "mse")
model.fit_generator(draw(10), steps_per_epoch=50, epochs=9, validation_data=draw(10), validation_steps=7)
