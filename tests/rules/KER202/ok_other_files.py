from keras.models import load_model
import numpy as np

x_train, y_train = np.load("raw.npy") / 255, np.load("y.npy")
x_val, y_val = np.load("val_scaled.npy"), np.load("yv.npy")
model = load_model("start.h5")
model.fit(x_train, y_train, validation_data=(x_val, y_val))
