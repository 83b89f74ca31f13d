import keras

net = keras.applications.ResNet50(weights=None, classes=2)
net.compile(loss="categorical_crossentropy")
net.fit(images, onehot, class_weight=(1, 20))  # expect: KER603 "a tuple"
