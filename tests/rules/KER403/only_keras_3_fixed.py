from keras import layers, models

# Keras 2 convolves over the last two axes and takes the others for batch.
model = models.Sequential()
model.add(layers.Conv2D(32, 3, padding="same", input_shape=(28, 28, 1)))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
