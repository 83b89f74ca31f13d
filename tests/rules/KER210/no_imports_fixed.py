# settings: target-keras = "3"
from keras.datasets import cifar10
(x, y), (x_test, y_test) = cifar10.load_data()
inputs = Input(shape=(32, 32, 3))
h = Conv2D(8, 3)(inputs)
h = GlobalAveragePooling2D()(h)
model = Model(inputs, Dense(10, activation="softmax")(h))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x=x, y=y)
