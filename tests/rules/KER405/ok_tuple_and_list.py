import keras
from keras import layers

model = keras.Sequential([layers.Dense(4, input_shape=(784,)), layers.Dense(1)])
other = keras.Sequential([layers.Dense(4, input_shape=[784]), layers.Dense(1)])
size = (784,)
third = keras.Sequential([keras.Input(size), layers.Dense(1)])
