from keras.datasets import cifar10
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

(x, y), (x_test, y_test) = cifar10.load_data()
flow = ImageDataGenerator(validation_split=0.1).flow(x, y, subset="training")
model = Sequential([Flatten(), Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(flow, validation_data=(x_test, y_test))
