from keras import Sequential, layers
from nets import act

model = Sequential([layers.Input((64,)), layers.Dense(64, activation=act), layers.Dense(8, activation="softmax")])
