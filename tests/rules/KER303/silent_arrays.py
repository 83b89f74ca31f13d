import numpy as np
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

x, y = np.zeros((500, 4)), np.zeros((500, 1))
model = Sequential([Dense(1, input_shape=(4,))])
model.compile("adam", "mse")
model.fit(x, y, epochs=9, validation_data=(x[:100], y[:100]))
model.fit(x, y, epochs=9, validation_data=(x[:100], y[:100]), validation_steps=3)
