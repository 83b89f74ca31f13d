import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

BATCH_SIZE = 64
x_train, y_train = np.zeros((8000, 32, 32, 3)), np.zeros((8000, 10))
model = Sequential([Flatten(input_shape=(32, 32, 3)), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy")
flow = ImageDataGenerator(horizontal_flip=True).flow(x_train, y_train, batch_size=32)
model.fit(flow, steps_per_epoch=len(x_train) // BATCH_SIZE, epochs=20)  # expect: KER302 warning "`BATCH_SIZE` (64)" "batches of 32" "4,000 of 8,000 images (50.0 %) an epoch"
