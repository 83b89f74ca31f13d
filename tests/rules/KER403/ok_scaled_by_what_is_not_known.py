import tensorflow as tf
from style_layers import Normalized
from tensorflow import keras
from tensorflow.keras import layers


class Styled(layers.Layer):
    def build(self, shapes):
        self.scale = layers.Dense(shapes[0][-1])

    def call(self, inputs):
        images, style = inputs
        scale = tf.reshape(self.scale(style), (-1, 1, 1, 8))
        return scale * Normalized()(images) + scale


images = keras.Input((4, 4, 8))
style = keras.Input((5,))
to_colours = keras.Sequential([layers.InputLayer(input_shape=(4, 4, 8)), layers.Conv2D(3, 1)])
model = keras.Model([images, style], to_colours(Styled()([images, style])))
