import warnings

import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential

with open("labels.txt") as file:
    labels = [float(line) for line in file]
model = Sequential([Input((4,)), Dense(1)])
model.compile("sgd", "mse")
model.fit(np.zeros((3, 4)), np.array(labels)[:, None], verbose=0)
with open("written.txt", "w") as file:
    file.write("done")
warnings.warn("nearly there")
print("all done")
