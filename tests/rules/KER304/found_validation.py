# settings: target-keras = "2"
import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x_test, y_test = np.ones((90, 9, 9, 1)), np.ones((90, 3))
model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
gen = ImageDataGenerator()
model.fit(
    gen.flow(x_test, y_test, batch_size=10),
    epochs=3,
    validation_data=gen.flow(x_test, y_test, batch_size=10),
    validation_steps=len(y_test),  # expect: KER304 error "gives no validation loss and metrics after the first epoch"
)
