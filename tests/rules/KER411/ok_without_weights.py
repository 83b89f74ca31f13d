import keras

model = keras.applications.ResNet50(weights=None, classes=10, input_shape=(32, 32, 1))
other = keras.applications.MobileNet(weights=None, alpha=0.6, classes=3, input_shape=(64, 64, 2))
