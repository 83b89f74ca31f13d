from tensorflow.keras import Input, Model, layers

image = Input((8, 8, 32))
squeeze = layers.GlobalAveragePooling2D()(image)
squeeze = layers.Dense(32, activation="sigmoid")(squeeze)
excited = layers.Multiply()([image, layers.Reshape((1, 1, 32))(squeeze)])
direct = layers.multiply([image, squeeze])
model = Model(image, layers.add([excited, direct]))
