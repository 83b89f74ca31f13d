"""Every round makes its generator over the same photos, and the mean of the rounds counts."""

from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

ROUNDS = 4
model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(2, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
train = ImageDataGenerator(rescale=1 / 255).flow_from_directory("train", target_size=(64, 64))
model.fit(train, epochs=3)


def predicted(path, augmented):
    datagen = ImageDataGenerator(rescale=1 / 255, horizontal_flip=augmented)
    photos = datagen.flow_from_directory(path, target_size=(64, 64), class_mode=None, shuffle=False)
    return model.predict(photos)


total = 0
for turn in range(ROUNDS):
    if turn == 0:
        total = predicted("test", augmented=True)
    else:
        total += predicted("test", augmented=True)
total /= ROUNDS
