from tensorflow.keras import Input, Model, backend as K, layers

inputs = Input((40, 30, 2))
x = layers.Conv2D(24, (3, 3), activation="relu")(inputs)
height, width, channels = K.int_shape(x)[1:]
x = layers.Reshape((height, width * channels))(x)
x = layers.Permute((2, 1))(x)
x = layers.Reshape((width * channels * height,))(x)
model = Model(inputs, x)
