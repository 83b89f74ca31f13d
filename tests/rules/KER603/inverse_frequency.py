import numpy as np

counts = np.bincount(labels)
class_weights = counts.sum() / (len(counts) * counts)
model.fit(features, labels, class_weight=class_weights)  # expect: KER603
