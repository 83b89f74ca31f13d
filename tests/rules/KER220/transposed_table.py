import numpy as np
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

x = np.array([range(100)])
y = np.array([range(1, 101), range(100), range(2, 102)])
model = Sequential([Dense(5, input_dim=100), Dense(100)])
model.compile(loss="mse", optimizer="adam")
model.fit(x, y)  # expect: KER220 error "1 input and 3 labels"
model.evaluate(x, y)
