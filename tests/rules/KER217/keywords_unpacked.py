from keras.preprocessing.image import ImageDataGenerator

flow_args = {"target_size": (64, 64), "save_to_dir": "preview"}
train = ImageDataGenerator(rotation_range=4).flow_from_directory("train", **flow_args)  # expect: KER217 "preview"
model.fit(train, epochs=2)
