import numpy as np
from keras import Sequential
from keras.layers import Dense, Flatten
from keras.preprocessing.image import ImageDataGenerator

sizes = {"train": 24, "valid": 12}
x, y = np.zeros((480, 9, 9, 1)), np.zeros((480, 3))
for fold in range(5):
    model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy")
    flow = ImageDataGenerator().flow(x, y, batch_size=sizes["train"])
    model.fit_generator(flow, steps_per_epoch=480 // sizes["valid"], epochs=2)  # expect: KER302 warning "24"
