import tensorflow as tf
from sklearn.utils.class_weight import compute_class_weight
import numpy as np


class Runner:
    def __init__(self, y):
        self.y = y
        self.weights = compute_class_weight(class_weight="balanced", classes=np.unique(y), y=y)

    def run(self, x):
        model = tf.keras.applications.ResNet50(weights=None, classes=3)
        model.compile(loss="categorical_crossentropy")
        model.fit(x, self.y, class_weight=self.weights)  # expect: KER603 "an array"
