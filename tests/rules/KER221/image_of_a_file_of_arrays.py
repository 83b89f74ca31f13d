import numpy as np
from tensorflow import keras

x = np.load("x_train.npy") / 255
y = np.load("y_train.npy")
test = np.load("x_train.npy")[9000:] / 255
model = keras.Sequential(
    [
        keras.Input((64, 64, 3)),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(5, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x[:9000], y[:9000], epochs=10)
guess = model.predict(test[3]).argmax()  # expect: KER221 error "a single sample (64, 64, 3)"
