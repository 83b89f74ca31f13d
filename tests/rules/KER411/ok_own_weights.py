import keras

model = keras.applications.VGG16(weights="chest.weights.h5", classes=3, input_shape=(224, 224, 1))
