import keras.layers as kl
import keras.models as km

a = kl.Input((8,))
h = kl.Dense(16, activation="relu")(a)
net = km.Model(a, [kl.Dense(1, name="main_output")(h), kl.Dense(1, name="aux_output")(h)])
losses = {"main_output": "mse", "aux_output": "mse"}
weights = {"main_output": 1.0, "aux_output": 0.2}
net.compile(optimizer="rmsprop", loss=losses, loss_weights=weights)
