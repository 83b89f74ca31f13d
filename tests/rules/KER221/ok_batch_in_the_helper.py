import numpy as np
from keras.applications import ResNet50
from keras.preprocessing.image import img_to_array, load_img


def path_to_tensor(path):
    return np.expand_dims(img_to_array(load_img(path, target_size=(224, 224))), axis=0)


net = ResNet50()
net.predict(path_to_tensor("a.jpg"))
net.predict(np.vstack([path_to_tensor(path) for path in ("a.jpg", "b.jpg")]))
