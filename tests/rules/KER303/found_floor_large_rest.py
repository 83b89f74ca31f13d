# settings: target-keras = "2"
import numpy as np
from tensorflow.keras import layers, models
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def load(n):
    return np.zeros((n, 12, 12, 3)), np.zeros((n, 2))


def fit(model, train, val, size=64):
    flow = ImageDataGenerator(horizontal_flip=True).flow(*train, batch_size=size)
    val_flow = ImageDataGenerator().flow(*val, batch_size=size)
    return model.fit(flow, epochs=3, validation_data=val_flow, validation_steps=len(val[0]) // size)  # expect: KER303 warning "1 step x 64 = 64 of 120"


net = models.Sequential([layers.Flatten(input_shape=(12, 12, 3)), layers.Dense(2, activation="softmax")])
net.compile("adam", "categorical_crossentropy")
fit(net, load(640), load(120))
