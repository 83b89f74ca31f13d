import keras.datasets as kd
import keras.layers as kl
import keras.models as km

(a, b), (c, d) = kd.cifar10.load_data()
net = km.Sequential([kl.Flatten(), kl.Dense(10, activation="softmax")])
net.compile("sgd", "sparse_categorical_crossentropy")
net.fit(a, b, 64, 2, validation_data=(c, d))
