import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.applications import VGG16

image = tf.keras.Input((224, 224, 3))
base = VGG16(weights="imagenet", include_top=False, input_shape=(224, 224, 3))
x = base.output
head = layers.Dense(3, activation="softmax")(layers.Flatten()(x))
model = tf.keras.Model(base.input, head)
maps = tf.keras.Model(model.inputs, [base.get_layer("block5_conv3").output, model.output])
