from sklearn.utils.class_weight import compute_class_weight
import numpy as np


class Runner:
    def __init__(self, y):
        self.y = y
        self.weights = compute_class_weight(class_weight="balanced", classes=np.unique(y), y=y)

    def run(self, model, x):
        model.fit(x, self.y, class_weight=self.weights)  # expect: KER603 "an array"
