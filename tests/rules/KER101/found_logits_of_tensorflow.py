# TensorFlow's function takes logits, and relu leaves none below zero.
import tensorflow as tf

inputs = tf.keras.Input((20,))
hidden = tf.keras.layers.Dense(16, activation="relu")(inputs)
outputs = tf.keras.layers.Dense(5, activation="relu")(hidden)  # expect: KER101 error "cuts off the negative logits"
model = tf.keras.Model(inputs, outputs)
optimizer = tf.keras.optimizers.SGD()

for x, y in batches:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=model(x)))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights))
