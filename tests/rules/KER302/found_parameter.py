"""The function's batch size never reaches the generator."""

from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def fit_flowers(folder, n_images, batch_size, epochs):
    model = Sequential([Flatten(input_shape=(96, 96, 3)), Dense(5, activation="softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    flowers = ImageDataGenerator(rescale=1 / 255).flow_from_directory(folder, target_size=(96, 96))
    return model.fit(flowers, steps_per_epoch=n_images // batch_size, epochs=epochs)  # expect: KER302 warning "divides by `batch_size`" "batches of 32"
