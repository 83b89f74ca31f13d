import keras
from keras import layers

inputs = keras.Input((64, 64, 3))
x = layers.GlobalAveragePooling2D()(layers.Conv2D(16, 3, activation="relu")(inputs))
age = layers.Dense(1, name="age")(x)
gender = layers.Dense(1, activation="sigmoid", name="gender")(x)
model = keras.Model(inputs, [age, gender])
model.compile(
    optimizer="adam",
    loss={
        "age": "mse",
        "gender": "binary_crossentropy",
    },
)
