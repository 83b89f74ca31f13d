import os

from keras.preprocessing.image import ImageDataGenerator

OUT = os.path.join("out", "augmented")
gen = ImageDataGenerator(horizontal_flip=True)
train = gen.flow_from_directory("imgs", save_to_dir=OUT)  # expect: KER217 "out/augmented"
model.fit(train)
