import numpy as np
import tensorflow as tf


def train(model, ds):
    w = np.ones(10)
    w[3] = 2.5
    return model.fit(ds, class_weight=w, epochs=2)  # expect: KER603 "an array"


train(tf.keras.applications.MobileNet(weights=None, classes=10), tf.data.Dataset.from_tensor_slices(data).batch(4))
