import numpy as np
from keras.models import load_model
from PIL import Image

model = load_model("net.h5")
pixels = np.asarray(Image.open("a.png"))
print(model.predict(pixels))
