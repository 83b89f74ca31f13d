from keras.layers import Convolution2D, Dense, Flatten, MaxPooling2D
from keras.models import Sequential

model = Sequential()
model.add(Convolution2D(32, 3, 3, activation="relu", input_shape=(3, 64, 64)))
model.add(MaxPooling2D((2, 2)))  # expect: KER404 info "(3, 64, 64) as (height, width, channels), unless its image_data_format"
model.add(Flatten())
model.add(Dense(2, activation="softmax"))
model.compile("sgd", "categorical_crossentropy")
model.fit(x, y)
