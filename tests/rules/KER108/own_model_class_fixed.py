import tensorflow as tf


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = tf.keras.layers.Flatten()
        self.out = tf.keras.layers.Dense(10, activation="softmax")

    def call(self, inputs):
        return self.out(self.flatten(inputs))


(x, y), _ = tf.keras.datasets.mnist.load_data()
net = Net()
net.compile("sgd", tf.keras.losses.sparse_categorical_crossentropy)
net.fit(x, y)
