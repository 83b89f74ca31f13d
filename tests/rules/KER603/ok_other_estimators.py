"""Other packages' estimators take weights in their own ways."""

import autokeras as ak
import numpy as np
from sklearn.linear_model import SGDClassifier
from tensorflow import keras

weights = np.array([1.0, 2.0])
finder = ak.ImageClassifier(max_trials=3)
finder.fit(x, y, epochs=3, validation_split=0.2, class_weight=weights)
SGDClassifier().fit(x, y, class_weight=weights)
keras.backend.clear_session()
