from tensorflow.keras.applications import mobilenet_v2, resnet50
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(preprocessing_function=mobilenet_v2.preprocess_input).flow_from_directory("train")
val = ImageDataGenerator(
    preprocessing_function=resnet50.preprocess_input).flow_from_directory("val")  # expect: KER202 "resnet50"
model.fit(train, validation_data=val)
