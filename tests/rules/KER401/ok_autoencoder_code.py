from keras import Sequential, layers

autoencoder = Sequential([
    layers.Input((784,)),
    layers.Dense(32),
    layers.Dense(784, activation='sigmoid'),
])
