from keras.models import load_model
import numpy as np
from sklearn.utils import class_weight

labels = np.unique(y)
weights = dict(zip(labels, class_weight.compute_class_weight("balanced", classes=labels, y=y)))
model = load_model("start.h5")
model.fit(x, y, class_weight=weights)
