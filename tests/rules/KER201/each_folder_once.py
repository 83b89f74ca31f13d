"""Several folders, each predicted once with augmented images: no averaging."""

from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(2, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
datagen = ImageDataGenerator(rescale=1 / 255, horizontal_flip=True)
model.fit(datagen.flow_from_directory("train", target_size=(64, 64)), epochs=3)

for folder in ("test", "field"):
    photos = datagen.flow_from_directory(folder, target_size=(64, 64), class_mode=None, shuffle=False)  # expect: KER201
    print(model.predict(photos))
