import keras

base = keras.applications.MobileNet(alpha=0.5, include_top=False, input_shape=(128, 128, 3))
