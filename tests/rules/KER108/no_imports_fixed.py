labels = to_categorical(raw_labels, num_classes=7)
model = Sequential()
model.add(Dense(32, activation="relu", input_shape=(20,)))
model.add(Dense(7, activation="softmax"))
model.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
)
model.fit(data, labels, epochs=10)
