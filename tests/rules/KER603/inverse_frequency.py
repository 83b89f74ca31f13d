from keras.models import load_model
import numpy as np

labels = np.load("labels.npy")
counts = np.bincount(labels)
class_weights = counts.sum() / (len(counts) * counts)
model = load_model("start.h5")
model.fit(features, labels, class_weight=class_weights)  # expect: KER603
