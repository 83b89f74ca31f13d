import keras.layers as KL
import keras.models as KM
from tensorflow.keras.preprocessing.image import ImageDataGenerator as IDG

flow = IDG().flow_from_directory("faces", (48, 48), "grayscale", class_mode="sparse")  # expect: KER210 error "(None, 48, 48, 1)" "(None, 48, 48, 3)"
net = KM.Sequential([KL.Conv2D(8, 3, input_shape=(48, 48, 3)), KL.GlobalAveragePooling2D(), KL.Dense(7)])
net.compile("adam", "mse")
net.fit(flow)
