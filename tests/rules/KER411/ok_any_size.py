from tensorflow.keras.applications import EfficientNetB0
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model

image = Input((None, None, 3))
base = EfficientNetB0(include_top=False, pooling="avg")
model = Model(image, Dense(5, activation="softmax")(base(image)))
