train = ImageDataGenerator().flow_from_directory("leaves", target_size=(64, 64))  # kerlint: classes=7
model = Sequential()
model.add(Flatten(input_shape=(64, 64, 3)))
model.add(Dense(7, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit_generator(train, epochs=2)
