# Probabilities for the loss that takes them, logits for the one that takes logits, and a relu on the way.
import tensorflow as tf
from tensorflow import keras

image = keras.Input((28, 28, 1))
features = keras.layers.Conv2D(16, 3, activation="relu")(image)
features = keras.layers.GlobalMaxPooling2D()(features)
logits = keras.layers.Dense(10)(features)
model = keras.Model(image, logits)
critic = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
binary = keras.losses.BinaryCrossentropy()
distance = keras.losses.MeanSquaredError()
encoder = keras.Model(image, features)

for x, y in batches:
    with tf.GradientTape() as tape:
        scores = model(x)
        loss = entropy(y, scores) + binary(tf.ones_like(y), critic(scores)) + distance(y, encoder(x))
        loss += keras.losses.sparse_categorical_crossentropy(y, tf.nn.softmax(scores))
