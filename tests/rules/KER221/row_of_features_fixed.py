import numpy as np
from keras.layers import Dense
from keras.models import Sequential

data = np.random.rand(200, 13)
target = np.random.rand(200)
net = Sequential([Dense(32, activation="relu", input_dim=13), Dense(1)])
net.compile(loss="mse", optimizer="adam")
net.fit(data, target, epochs=5, verbose=0)
for i in range(5):
    print(net.predict(data[i].reshape(1, -1)), target[i])
