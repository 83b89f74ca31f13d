import tensorflow as tf
from tensorflow.keras import Input, Model, layers

inp = Input((64,))
x = layers.Dense(64)(inp)
x = tf.nn.relu(x)
x = layers.Dense(64)(x)
x = layers.Lambda(lambda t: t * tf.sigmoid(t))(x)
model = Model(inp, layers.Dense(3, activation="softmax")(x))
