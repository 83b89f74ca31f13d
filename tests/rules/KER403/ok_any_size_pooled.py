from tensorflow.keras import Input, Model, layers

image = Input((None, None, 3))
x = layers.Conv2D(16, 3)(image)
y = layers.Conv2D(16, 3, strides=2)(image)
x = layers.GlobalAveragePooling2D()(x)
y = layers.GlobalAveragePooling2D()(y)
model = Model(image, layers.Dense(2)(layers.concatenate([x, y])))
