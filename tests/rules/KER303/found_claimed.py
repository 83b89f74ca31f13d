"""The folder is not here; the division says how much it holds."""

from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

nb_validation_samples = 60
batch_size = 16
model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
train = ImageDataGenerator().flow_from_directory("v/train", batch_size=batch_size)
val = ImageDataGenerator().flow_from_directory("v/val", batch_size=batch_size)
model.fit_generator(
    train,
    validation_data=val,
    validation_steps=nb_validation_samples // batch_size,  # expect: KER303 warning "3 steps x 16 = 48 of 60 images (80.0 %)"
    epochs=7,
)
