import numpy as np
import keras
from keras import layers

x = np.random.rand(70, 4)
y = np.random.rand(70, 1)
val = (np.random.rand(25, 4), np.random.rand(25, 1))
model = keras.Sequential([layers.Input((4,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(x, y, batch_size=32, steps_per_epoch=70 // 32, epochs=4, validation_data=val)
