from keras.preprocessing.image import ImageDataGenerator as IDG

aug = IDG(rescale=1 / 255, rotation_range=20, validation_split=0.2)  # expect: KER203 "rotation"
plain = IDG(rescale=1 / 255, validation_split=0.2)
model.fit(
    aug.flow_from_directory("data", subset="training"),
    validation_data=plain.flow_from_directory("data", subset="validation"),
)
