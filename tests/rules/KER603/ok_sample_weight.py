from keras.models import load_model
import numpy as np
from sklearn.utils.class_weight import compute_sample_weight

model = load_model("start.h5")
model.fit(x, y, sample_weight=compute_sample_weight("balanced", y))
