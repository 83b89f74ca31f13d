from tensorflow.keras.applications import ResNet50
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D
from tensorflow.keras.models import Model
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator().flow_from_directory("train", target_size=(224, 224))
base = ResNet50(include_top=False, input_shape=(224, 224, 3))
pooled = ResNet50(include_top=False, pooling="avg", input_shape=(224, 224, 3))
x = Dense(64, activation="relu")(GlobalAveragePooling2D()(base.output))
model = Model(base.input, Dense(3, activation="softmax")(x))
model.compile("adam", "categorical_crossentropy")
model.fit(train)
other = Model(pooled.input, Dense(3, activation="softmax")(pooled.output))
other.compile("adam", "categorical_crossentropy")
other.fit(train)
