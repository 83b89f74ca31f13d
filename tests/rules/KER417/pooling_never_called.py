from keras import layers, models

inputs = layers.Input(shape=(28, 28, 1))
x = layers.Conv2D(32, (3, 3), activation="relu")(inputs)
x = layers.MaxPooling2D((2, 2))
x = layers.Conv2D(64, (3, 3), activation="relu")(x)  # expect: KER417 error "Conv2D gets the layer MaxPooling2D itself"
x = layers.Flatten()(x)
model = models.Model(inputs, layers.Dense(10, activation="softmax")(x))
