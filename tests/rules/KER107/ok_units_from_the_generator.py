from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator().flow_from_directory("leaves")
model = Sequential([Flatten(), Dense(train.num_classes, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(train)
