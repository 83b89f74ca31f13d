"""Two things of one name: nothing says that they differ."""

from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

from settings import cfg


def train(batch_size):
    model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy")
    gen = ImageDataGenerator().flow_from_directory(cfg.train_dir, batch_size=cfg.BATCH_SIZE)
    model.fit_generator(gen, steps_per_epoch=cfg.n_train // batch_size, epochs=cfg.epochs)
