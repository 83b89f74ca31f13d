import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

batch_size = 32
holdout = np.zeros((640, 10, 10, 3))
model = Sequential([Flatten(input_shape=(10, 10, 3)), Dense(2, activation="softmax")])
test_flow = ImageDataGenerator(rescale=1.0 / 255).flow(holdout, batch_size=10, shuffle=False)
scores = model.predict_generator(test_flow, steps=len(holdout) // batch_size)  # expect: KER302 warning "steps divides by `batch_size` (32)" "200 of 640"
