import numpy as np

counts = np.bincount(y)
model.fit(x, y, class_weight={i: len(y) / c for i, c in enumerate(counts)})
