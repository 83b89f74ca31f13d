import keras
from keras import layers as L
from keras.utils import to_categorical as encode

NUM_CLASSES = 100
(x, y), (x_test, y_test) = keras.datasets.cifar100.load_data(label_mode="fine")
y = encode(y)
inp = keras.Input(shape=(32, 32, 3))
h = L.GlobalAveragePooling2D()(L.Conv2D(8, 3)(inp))
out = L.Dense(NUM_CLASSES, activation="softmax")(h)
net = keras.Model(inp, out)
net.compile("adam", keras.losses.CategoricalCrossentropy())
net.fit(x, y)
