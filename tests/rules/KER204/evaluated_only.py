from keras.preprocessing.image import ImageDataGenerator

idg = ImageDataGenerator(brightness_range=(0.8, 1.2), validation_split=0.15)
tr = idg.flow_from_directory('imgs', subset='training')
te = idg.flow_from_directory('imgs', subset='validation', shuffle=False)  # expect: KER204 "brightness"
model = get_model()
model.fit(tr, epochs=4)
print(model.evaluate(te))
