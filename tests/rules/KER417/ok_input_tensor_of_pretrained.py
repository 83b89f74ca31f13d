from keras import Input, Model
from keras.applications import ResNet50
from keras.layers import Dense, GlobalAveragePooling2D

images = Input((224, 224, 3))
base = ResNet50(include_top=False, weights="imagenet", input_tensor=images)
model = Model(images, Dense(3, activation="softmax")(GlobalAveragePooling2D()(base.output)))
