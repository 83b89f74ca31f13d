from keras.datasets import mnist

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32")
x_test = x_test.reshape(10000, 784)
model.fit(x_train, y_train, validation_data=(x_test, y_test))
