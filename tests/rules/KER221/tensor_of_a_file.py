import tensorflow as tf
from tensorflow.keras.applications import MobileNetV2


def read(path):
    image = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    image = tf.image.resize(image, [224, 224])
    return tf.keras.applications.mobilenet_v2.preprocess_input(image)


def main():
    net = MobileNetV2(weights="imagenet")
    image = read("bird.jpg")
    print(net.predict(image))  # expect: KER221 error "(224, 224, 3)"


if __name__ == "__main__":
    main()
