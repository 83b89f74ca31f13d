# An autoencoder with a training step of its own: the loss meets the output of the model that decodes.
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

image = keras.Input(shape=(28, 28, 1))
code = layers.Dense(2)(layers.Flatten()(image))
encoder = keras.Model(image, code)

point = keras.Input(shape=(2,))
x = layers.Reshape((7, 7, 4))(layers.Dense(7 * 7 * 4, activation="relu")(point))
drawn = layers.Conv2DTranspose(3, 3, strides=4, activation="relu", padding="same")(x)  # expect: KER101 warning
decoder = keras.Model(point, drawn)


class Autoencoder(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def train_step(self, images):
        with tf.GradientTape() as tape:
            drawn = self.decoder(self.encoder(images))
            each = keras.losses.binary_crossentropy(images, drawn)
            loss = tf.reduce_mean(tf.reduce_sum(each, axis=(1, 2)))
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        return {"loss": loss}


model = Autoencoder(encoder, decoder)
model.compile(optimizer="adam")
model.fit(images, epochs=30, batch_size=128)
