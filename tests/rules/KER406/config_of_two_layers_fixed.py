import tensorflow as tf
from tensorflow.keras.layers import LSTM, Dense
from tensorflow.keras.models import Sequential

config = {"units": [128, 64], "window": 30, "features": 5, "sequences": True}
net = Sequential()
net.add(LSTM(config["units"][0], return_sequences=config["sequences"], input_shape=(config["window"], config["features"])))
net.add(LSTM(config["units"][1]))
net.add(Dense(1))
net.compile(loss="mae", optimizer=tf.keras.optimizers.Adam())
