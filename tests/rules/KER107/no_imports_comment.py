train = ImageDataGenerator().flow_from_directory("leaves", target_size=(64, 64))  # kerlint: classes=7
model = Sequential()
model.add(Flatten(input_shape=(64, 64, 3)))
model.add(Dense(6, activation="softmax"))  # expect: KER107 error "6 units" "7 columns"
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit_generator(train, epochs=2)
