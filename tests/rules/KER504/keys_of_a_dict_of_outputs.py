# settings: target-keras = "3"
import keras

inputs = keras.Input((12,))
h = keras.layers.Dense(8, activation="relu")(inputs)
outputs = {
    "mean": keras.layers.Dense(1, name="mean_head")(h),
    "scale": keras.layers.Dense(1, activation="softplus", name="scale_head")(h),
}
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss=dict(mean="mse", scale_head="mae"))  # expect: KER504 error "'scale_head'" "'mean' and 'scale'"
