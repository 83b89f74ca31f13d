# settings: target-keras = "2"
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator


def run(x, y, batch_size, epochs=50):
    model = Sequential([Flatten(), Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    gen = ImageDataGenerator().flow(x, y, batch_size=batch_size)
    model.fit_generator(gen, steps_per_epoch=x.shape[0] // batch_size, epochs=epochs)
