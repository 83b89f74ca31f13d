import tensorflow as tf
from tensorflow import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train / 255.0, y_train)

logits = model(x_test[0] / 255.0)  # expect: KER221 error "The call gets a single sample (28, 28)" "(None, 28, 28)"
image = keras.utils.img_to_array(keras.utils.load_img("cat.jpg", target_size=(224, 224)))
net = keras.applications.ResNet50()
print(net(image, training=False))  # expect: KER221 "(224, 224, 3)"
