from keras.models import load_model
import numpy as np
from sklearn.utils.class_weight import compute_class_weight

weights = compute_class_weight("balanced", classes=np.unique(y), y=y)
model = load_model("start.h5")
model.fit(x, y, class_weight=dict(enumerate(weights)))
