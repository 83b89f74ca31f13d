import keras
from keras import layers

query = keras.Input((10, 32))
value = keras.Input((25, 48))
x = layers.MultiHeadAttention(4, 8)(query, value)
x = layers.LayerNormalization()(x + query)
y = layers.Attention()([query, layers.Dense(32)(value)])
model = keras.Model([query, value], layers.concatenate([x, y]))
