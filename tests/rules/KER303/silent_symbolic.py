# settings: target-keras = "3"
import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def train(model: keras.Model, x_train, y_train, x_val, y_val, batch_size):
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    gen = ImageDataGenerator()
    model.fit(
        gen.flow(x_train, y_train, batch_size=batch_size),
        epochs=10,
        validation_data=gen.flow(x_val, y_val, batch_size=batch_size),
        validation_steps=len(x_val) // batch_size,
    )
