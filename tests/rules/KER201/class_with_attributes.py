from keras.preprocessing.image import ImageDataGenerator


class Trainer:
    def __init__(self, root):
        self.datagen = ImageDataGenerator(channel_shift_range=20.0, horizontal_flip=True)
        self.train = self.datagen.flow_from_directory(root + "/train")
        self.val = self.datagen.flow_from_directory(root + "/val")  # expect: KER201 "channel shift"

    def run(self, model):
        model.fit(self.train, validation_data=self.val, epochs=5)


Trainer("flowers").run(create_model())
