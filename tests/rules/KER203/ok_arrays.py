from keras.models import load_model
import numpy as np

x, y = np.load("x.npy"), np.load("y.npy")
model = load_model("start.h5")
model.fit(x, y, validation_split=0.2, epochs=3)
