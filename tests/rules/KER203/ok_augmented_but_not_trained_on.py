import matplotlib.pyplot as plt
from keras.preprocessing.image import ImageDataGenerator

show = ImageDataGenerator(rotation_range=90).flow_from_directory("train")
plt.imshow(next(show)[0][0])
gen = ImageDataGenerator(rescale=1 / 255)
model.fit(gen.flow_from_directory("train"), validation_data=gen.flow_from_directory("val"))
