import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), _ = keras.datasets.cifar10.load_data()
model = keras.Sequential(
    [
        layers.Conv2D(96, 3, 2, padding="same", activation=tf.nn.relu, input_shape=(32, 32, 3)),
        layers.Conv2D(192, 3, 2, padding="same", activation=tf.nn.relu),
        layers.Flatten(),
        layers.Dense(10),
        layers.Softmax(),
    ]
)
model.compile("adam", "categorical_crossentropy")
model.fit(x_train, keras.utils.to_categorical(y_train, 10))
