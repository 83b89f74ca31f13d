from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
train_generator = ImageDataGenerator().flow_from_directory("birds/train", batch_size=24)
model.fit_generator(
    train_generator, steps_per_epoch=train_generator.samples // train_generator.batch_size, epochs=10
)
model.fit_generator(train_generator, steps_per_epoch=train_generator.n // 24, epochs=10)
