from keras.applications import ResNet50
from keras.layers import Dense, GlobalAveragePooling2D
from keras.models import Model


class Head:
    def build(self, n=5):
        base = ResNet50(weights=None, include_top=False, input_shape=(224, 224, 3))
        x = GlobalAveragePooling2D()(base.output)
        x = Dense(1024)(x)  # expect: KER401
        return Model(base.input, Dense(n, activation='softmax')(x))


Head().build()
