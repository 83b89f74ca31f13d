from keras import layers, models

model = models.Sequential([
    layers.Input((64, 128, 1)),
    layers.Conv2D(16, (1, 64), padding='same'),
    layers.DepthwiseConv2D((64, 1), depth_multiplier=2),
    layers.Activation('elu'),
    layers.Conv2D(25, (1, 5)),
    layers.Conv2D(25, (8, 1), activation='elu'),
    layers.Flatten(),
    layers.Dense(4, activation='softmax'),
])
