import keras

generator = keras.preprocessing.image.ImageDataGenerator(vertical_flip=True, validation_split=0.2)
flows = {}
for part in ("training", "validation"):
    flows[part] = generator.flow_from_directory("cells", subset=part, seed=1)  # expect: KER204 "vertical flip"
model.fit(flows["training"], validation_data=flows["validation"])
