from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(4, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
test = ImageDataGenerator().flow_from_directory("pets/test", batch_size=1, shuffle=False)
model.fit_generator(test, steps_per_epoch=test.samples, epochs=2)
model.predict_generator(test, steps=test.samples)
