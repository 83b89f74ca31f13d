from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator()
for mode, loss, units, end in (
    ("categorical", "categorical_crossentropy", 4, "softmax"),
    ("sparse", "sparse_categorical_crossentropy", 4, "softmax"),
    ("binary", "binary_crossentropy", 1, "sigmoid"),
    ("categorical", "binary_crossentropy", 4, "sigmoid"),
):
    train = gen.flow_from_directory("data", class_mode=mode)
    model = Sequential([Flatten(), Dense(units, activation=end)])
    model.compile("adam", loss)
    model.fit(train)
