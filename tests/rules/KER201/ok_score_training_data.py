from keras.preprocessing.image import ImageDataGenerator

aug = ImageDataGenerator(rotation_range=40)
plain = ImageDataGenerator()
train, val = aug.flow_from_directory('train'), plain.flow_from_directory('val')
model.fit(train, validation_data=val, epochs=3)
print("training accuracy", model.evaluate(train)[1])
