from keras.datasets import mnist

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train, x_test = [x.astype("float32") / 255 for x in (x_train, x_test)]
model.fit(x_train, y_train, validation_data=(x_test, y_test))
