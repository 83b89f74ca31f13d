import keras
from keras import layers

stem = keras.Sequential(
    [keras.Input((24, 24, 3)), layers.Conv2D(16, 7, strides=2), layers.MaxPooling2D(3)], name="stem"
)
inputs = keras.Input((24, 24, 3))
x = stem(inputs)
x = layers.DepthwiseConv2D(3)(x)
outputs = layers.GlobalAveragePooling2D()(x)
model = keras.Model(inputs, outputs)
