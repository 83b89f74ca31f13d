from keras.models import load_model
import numpy as np
from sklearn.model_selection import train_test_split

images, labels = np.load("images.npy"), np.load("labels.npy")
x_train, x_val, y_train, y_val = train_test_split(images, labels, test_size=0.2)
x_train = x_train / 255.
model = load_model("start.h5")
model.fit(x_train, y_train, validation_data=(x_val, y_val))  # expect: KER202
