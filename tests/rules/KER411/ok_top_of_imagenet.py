from tensorflow.keras.applications.mobilenet import MobileNet, decode_predictions
from tensorflow.keras.applications.resnet50 import ResNet50

classifier = ResNet50(weights="imagenet", classes=1000, input_shape=(224, 224, 3))
small = MobileNet(alpha=0.5, input_shape=(160, 160, 3))
