import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def build():
    model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy")
    return model


images, targets = np.ones((480, 9, 9, 1)), np.ones((480, 3))
n_batches = images.shape[0]
options = dict(epochs=3, verbose=2)
build().fit(
    ImageDataGenerator().flow(images, targets, batch_size=12),
    steps_per_epoch=n_batches,  # expect: KER304 error "`n_batches` (480)"
    **options,
)
