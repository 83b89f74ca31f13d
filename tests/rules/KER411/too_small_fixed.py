from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Model

base = VGG16(weights="imagenet", include_top=False, input_shape=(32, 32, 3))
x = Flatten()(base.output)
model = Model(base.input, Dense(10, activation="softmax")(x))
