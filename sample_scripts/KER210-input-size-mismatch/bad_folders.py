"""Read handwritten digits from folders; the images are read larger than the model takes them, and in colour."""

from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(
    "digits",
    target_size=(16, 16),
    class_mode="sparse",
)

model = Sequential()
model.add(Flatten(input_shape=(8, 8, 1)))
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=25, verbose=2)
