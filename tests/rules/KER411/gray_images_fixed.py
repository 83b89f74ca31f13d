from keras.applications.mobilenet_v2 import MobileNetV2
from keras.layers import Dense, GlobalAveragePooling2D
from keras.models import Sequential

model = Sequential()
model.add(MobileNetV2(include_top=False, input_shape=(96, 96, 3)))
model.add(GlobalAveragePooling2D())
model.add(Dense(7, activation="softmax"))
