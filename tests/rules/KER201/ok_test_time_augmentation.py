import numpy as np
from keras.models import load_model
from keras.preprocessing.image import ImageDataGenerator

model = load_model("net.h5")
tta = ImageDataGenerator(rescale=1 / 255, horizontal_flip=True).flow_from_directory("test", shuffle=False)
predictions = np.mean([model.predict(tta) for _ in range(5)], axis=0)
