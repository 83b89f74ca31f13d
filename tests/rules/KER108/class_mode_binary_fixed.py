from keras.layers import Conv2D, Dense, GlobalMaxPooling2D
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1.0 / 255)
train = gen.flow_from_directory("cats_dogs/train", target_size=(64, 64), class_mode="categorical")
model = Sequential()
for filters in (16, 32):
    model.add(Conv2D(filters, 3, activation="relu"))
model.add(GlobalMaxPooling2D())
model.add(Dense(2, activation="softmax"))
model.compile("adam", "categorical_crossentropy", ["accuracy"])
model.fit(train, epochs=4)
