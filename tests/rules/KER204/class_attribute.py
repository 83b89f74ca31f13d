from keras.preprocessing.image import ImageDataGenerator


class Data:
    datagen = ImageDataGenerator(height_shift_range=0.2, validation_split=0.2)

    def training(self):
        return self.datagen.flow_from_directory("x", subset="training")

    def validation(self):
        return self.datagen.flow_from_directory("x", subset="validation")  # expect: KER204 "vertical shift"


data = Data()
model.fit(data.training(), validation_data=data.validation())
