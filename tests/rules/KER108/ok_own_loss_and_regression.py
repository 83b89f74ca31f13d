import keras
from keras import ops


def smooth(y_true, y_pred):
    return keras.losses.categorical_crossentropy(ops.one_hot(ops.cast(y_true, "int32"), 10), y_pred)


(x, y), _ = keras.datasets.mnist.load_data()
for loss, units in ((smooth, 10), ("mse", 1)):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units)])
    model.compile("adam", loss)
    model.fit(x, y)
