from keras import Sequential, layers

model = Sequential([layers.Input((64,)), layers.Dense(64), layers.LayerNormalization(), layers.Dense(8, activation="softmax")])
