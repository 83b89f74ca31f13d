from keras.datasets import mnist
from keras.layers import Conv2D, Input, MaxPooling2D, UpSampling2D
from keras.models import Model

(x_train, _), (x_test, _) = mnist.load_data()
x_train = x_train.astype("float32").reshape((-1, 28, 28, 1)) / 255.0
x_test = x_test.astype("float32").reshape((-1, 28, 28, 1)) / 255.0

input_img = Input(shape=(28, 28, 1))
x = Conv2D(16, (3, 3), activation="relu", padding="same")(input_img)
x = MaxPooling2D((2, 2), padding="same")(x)
x = MaxPooling2D((2, 2), padding="same")(x)
encoded = MaxPooling2D((2, 2), padding="same")(x)
x = UpSampling2D((2, 2))(encoded)
x = UpSampling2D((2, 2))(x)
x = UpSampling2D((2, 2))(x)
decoded = Conv2D(1, (5, 5), activation="sigmoid")(x)
autoencoder = Model(input_img, decoded)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x_train, x_train, epochs=5, validation_data=(x_test, x_test))
