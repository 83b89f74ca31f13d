from tensorflow.keras import Input, Model, layers

inputs = Input((None, None, 3))
x = inputs
for filters in (16, 32, 64, 128, 256, 512):
    x = layers.Conv2D(filters, 3, activation="relu")(x)
    x = layers.MaxPooling2D(2)(x)
x = layers.GlobalAveragePooling2D()(x)
model = Model(inputs, layers.Dense(10, activation="softmax")(x))
