import keras
from keras import layers

x = keras.Input((16,))
encoder = keras.Model(x, layers.Dense(4, name="code")(x), name="encoder")
decoder = keras.Sequential([keras.Input((4,)), layers.Dense(16, name="restored")], name="decoder")
start = keras.Input((16,))
code = encoder(start)
auto = keras.Model(start, [decoder(code), code])
auto.compile("adam", loss=["mse", None], metrics={"decoder": ["mae"]})
