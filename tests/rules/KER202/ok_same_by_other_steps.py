from keras.datasets import cifar10

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
x_train = (x_train - 127.5) / 127.5
x_test = x_test / 127.5 - 1
model.fit(x_train, y_train, validation_data=(x_test, y_test))
