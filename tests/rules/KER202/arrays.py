from keras.datasets import mnist

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.astype('float32') / 255
x_test = x_test.astype('float32')
model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=4)  # expect: KER202 error
