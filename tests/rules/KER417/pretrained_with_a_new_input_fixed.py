import keras.applications as ka
import keras.layers as kl
import keras.models as km

start = kl.Input(shape=(128, 128, 3))
base = ka.MobileNetV2(weights="imagenet", include_top=False, input_shape=(128, 128, 3))
base.trainable = False
x = kl.GlobalAveragePooling2D()(base(start))
net = km.Model(start, kl.Dense(5, activation="softmax")(x))
