import keras
from keras import layers, ops

(x_train, y_train), _ = keras.datasets.mnist.load_data()


def pooled(y_true, y_pred):
    return keras.losses.sparse_categorical_crossentropy(y_true, ops.mean(y_pred, axis=1))


model = keras.Sequential([keras.Input((28, 28)), layers.Dense(10, activation="softmax")])
model.compile("adam", loss=pooled)
model.fit(x_train, y_train)
