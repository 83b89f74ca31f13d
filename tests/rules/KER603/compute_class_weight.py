from keras.models import load_model
import numpy as np
from sklearn.utils import class_weight

y_train = np.load("y.npy")
weights = class_weight.compute_class_weight('balanced', np.unique(y_train), y_train)
model = load_model("start.h5")
model.fit(x_train, y_train, epochs=3, class_weight=weights)  # expect: KER603 error "an array" "dict(enumerate(weights))"
