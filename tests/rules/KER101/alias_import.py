import tensorflow as tf
from tensorflow.keras import layers as L, models as M

net = M.Sequential([
    L.Input(shape=(28, 28)),
    L.Flatten(),
    L.Dense(128, activation=tf.nn.relu),
    L.Dense(10, activation=tf.nn.relu),  # expect: KER101 error "softmax"
])
net.compile(optimizer="adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
