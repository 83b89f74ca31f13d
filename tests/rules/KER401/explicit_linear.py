from keras import layers, models

net = models.Sequential()
net.add(layers.Dense(64, activation='linear', input_shape=(13,)))  # expect: KER401
net.add(layers.Dense(64, activation=None))  # expect: KER401
net.add(layers.Dense(1))
net.compile('rmsprop', 'mse')
