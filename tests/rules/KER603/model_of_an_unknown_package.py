"""Who makes the model does not matter: compile and validation_data are Keras's."""

import numpy as np
from sklearn.utils.class_weight import compute_class_weight
from tensorflow import keras
from unet_of_ours import simple_unet

weights = compute_class_weight("balanced", classes=np.unique(y), y=y)
model = simple_unet(32, 32, 3)
model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="binary_crossentropy")
model.fit(x, y, epochs=3, validation_data=(a, b), class_weight=weights)  # expect: KER603 error
