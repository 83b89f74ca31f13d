from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255


def build(shape):
    inputs = keras.Input(shape=shape)
    x = layers.Dense(64, activation="relu")(inputs)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs, outputs)


model = build(x_train.shape[1:])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x_train, y_train)
