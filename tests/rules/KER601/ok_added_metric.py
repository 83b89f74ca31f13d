from tensorflow.keras import Input, Model, callbacks, layers
import tensorflow as tf

inp = Input((4,))
out = layers.Dense(1)(inp)
model = Model(inp, out)
model.add_metric(tf.reduce_mean(out), name="kl")
model.compile("adam", "mse")
model.fit(x, y, validation_split=0.2, callbacks=[callbacks.EarlyStopping("val_kl", mode="min")])
