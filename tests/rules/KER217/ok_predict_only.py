from keras.models import load_model
from keras.preprocessing.image import ImageDataGenerator

flow = ImageDataGenerator().flow_from_directory("test", save_to_dir="seen", shuffle=False)
load_model("m.h5").predict(flow)
