from keras.datasets import fashion_mnist
from keras.preprocessing.image import ImageDataGenerator

(x_train, y_train), (x_test, y_test) = fashion_mnist.load_data()
x_test = x_test.reshape(-1, 28, 28, 1)
scale = ImageDataGenerator(rescale=1.0 / 255)
images = scale.flow(x_test, y_test, batch_size=x_train.shape[0], shuffle=False).next()[0]
labels = scale.flow(images, y_test, batch_size=x_train.shape[0], shuffle=False).next()[1]
