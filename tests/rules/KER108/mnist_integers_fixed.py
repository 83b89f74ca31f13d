import keras
from keras.datasets import mnist
from keras.layers import Dense, Dropout, Flatten
from keras.models import Sequential

(X_train, Y_train), (X_test, Y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255

Y_train, Y_test = keras.utils.to_categorical(Y_train, 10), keras.utils.to_categorical(Y_test, 10)

model = Sequential()
model.add(Flatten(input_shape=(28, 28)))
model.add(Dense(512, activation="relu"))
model.add(Dropout(0.2))
model.add(Dense(10, activation="softmax"))
model.compile(
    loss="categorical_crossentropy",
    optimizer="rmsprop",
    metrics=["accuracy"],
)
model.fit(X_train, Y_train, batch_size=128, epochs=12, validation_data=(X_test, Y_test))
