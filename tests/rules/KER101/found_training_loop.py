# No compile, no fit: the loss object is applied by hand.
import tensorflow as tf
from tensorflow import keras


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(128, activation="relu")
        self.scores = keras.layers.Dense(10, activation="relu")  # expect: KER101 error "sparse_categorical"

    def call(self, images):
        return self.scores(self.hidden(self.flatten(images)))


(images, labels), _ = keras.datasets.mnist.load_data()
batches = tf.data.Dataset.from_tensor_slices((images / 255.0, labels)).shuffle(10_000).batch(32)
net = Classifier()
criterion = keras.losses.SparseCategoricalCrossentropy()
adam = keras.optimizers.Adam()
mean = keras.metrics.Mean()


@tf.function
def train_step(batch, truth):
    with tf.GradientTape() as tape:
        loss = criterion(truth, net(batch, training=True))
    gradients = tape.gradient(loss, net.trainable_variables)
    adam.apply_gradients(zip(gradients, net.trainable_variables))
    mean(loss)


for epoch in range(5):
    for batch, truth in batches:
        train_step(batch, truth)
    print(epoch, mean.result())
