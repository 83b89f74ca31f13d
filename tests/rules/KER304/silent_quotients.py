from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

nb_train_samples = 2000
nb_validation_samples = 800
batch_size = 16
model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
train = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("pets/train", batch_size=batch_size)
val = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("pets/val", batch_size=batch_size)
model.fit_generator(
    train,
    steps_per_epoch=nb_train_samples // batch_size,
    epochs=9,
    validation_data=val,
    validation_steps=nb_validation_samples // batch_size,
)
n_images = train.samples // batch_size
model.fit_generator(train, steps_per_epoch=n_images, epochs=9)
model.fit_generator(train, steps_per_epoch=min(train.samples // batch_size, 50), epochs=9)
