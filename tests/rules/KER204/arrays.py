from tensorflow.keras.datasets import cifar10
from tensorflow.keras.preprocessing.image import ImageDataGenerator

(x_train, y_train), _ = cifar10.load_data()
datagen = ImageDataGenerator(horizontal_flip=True, width_shift_range=0.1, validation_split=0.1)
model.fit(
    datagen.flow(x_train, y_train, batch_size=64, subset='training'),
    validation_data=datagen.flow(x_train, y_train, batch_size=8, subset='validation'),  # expect: KER204 "horizontal shift, horizontal flip"
    epochs=100)
