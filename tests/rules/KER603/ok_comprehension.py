from keras.models import load_model
import numpy as np

counts = np.bincount(y)
model = load_model("start.h5")
model.fit(x, y, class_weight={i: len(y) / c for i, c in enumerate(counts)})
