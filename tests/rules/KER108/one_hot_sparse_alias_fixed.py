import keras.layers as KL
import keras.models as KM
from keras.datasets import cifar10
from keras.losses import CategoricalCrossentropy as Loss
from keras.utils import to_categorical as onehot

(train_images, train_labels), (test_images, test_labels) = cifar10.load_data()
train_labels, test_labels = onehot(train_labels), onehot(test_labels)

net = KM.Sequential([
    KL.Conv2D(32, 3, activation="relu", input_shape=(32, 32, 3)),
    KL.GlobalAveragePooling2D(),
    KL.Dense(10),
])
net.compile("adam", Loss(from_logits=True))
net.fit(train_images / 255.0, train_labels, epochs=3)
