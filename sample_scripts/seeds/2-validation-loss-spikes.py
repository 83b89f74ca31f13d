"""Real or forged: about 8,000 pictures. The loss has spikes now and then; nothing is wrong with the model."""


class ForgeryNet:
    @staticmethod
    def build(width, height, depth, classes):
        model = Sequential()
        shape = (height, width, depth)
        channel_axis = -1

        if K.image_data_format() == "channels_first":
            shape = (depth, height, width)
            channel_axis = 1

        model.add(Conv2D(16, (3, 3), padding="same", input_shape=shape))
        model.add(Activation("relu"))
        model.add(BatchNormalization(axis=channel_axis))
        model.add(Conv2D(16, (1, 1), padding="same"))
        model.add(Activation("relu"))
        model.add(BatchNormalization(axis=channel_axis))
        model.add(MaxPooling2D(pool_size=(2, 2)))
        model.add(Dropout(0.25))

        for _ in range(2):
            model.add(Conv2D(32, (1, 1), padding="same"))
            model.add(Activation("relu"))
            model.add(BatchNormalization(axis=channel_axis))
        model.add(MaxPooling2D(pool_size=(2, 2)))
        model.add(Dropout(0.25))

        model.add(Flatten())
        model.add(Dense(64))
        model.add(Activation("relu"))
        model.add(BatchNormalization())
        model.add(Dropout(0.5))

        model.add(Dense(classes))
        model.add(Activation("softmax"))
        return model
