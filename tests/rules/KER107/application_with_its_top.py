import keras

(x_train, y_train), _ = keras.datasets.cifar10.load_data()
model = keras.applications.MobileNetV2(weights=None, input_shape=(32, 32, 3), classes=9)  # expect: KER107 "9 units" "10 classes"
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train / 255, y_train)

net = keras.applications.ResNet50(weights=None, input_shape=(32, 32, 3), classes=5)  # expect: KER107 "5 units"
net = keras.Model(net.input, net.output)
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(x_train, y_train)
