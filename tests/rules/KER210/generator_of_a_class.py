from tensorflow.keras.applications import MobileNetV2
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D
from tensorflow.keras.models import Model
from tensorflow.keras.preprocessing.image import ImageDataGenerator


class Transfer:
    def __init__(self, size=(160, 160)):
        self.size = size
        base = MobileNetV2(include_top=False, input_shape=self.size + (3,))
        head = Dense(3, activation="softmax")(GlobalAveragePooling2D()(base.output))
        self.model = Model(inputs=base.input, outputs=head)
        self.model.compile("adam", "categorical_crossentropy")

    def train(self, folder):
        flow = ImageDataGenerator().flow_from_directory(
            folder,
            target_size=(224, 224),  # expect: KER210 "(None, 224, 224, 3)" "(None, 160, 160, 3)"
        )
        self.model.fit(flow, epochs=2)


Transfer().train("birds")
