model = Sequential()
model.add(Conv2D(32, (3, 3), activation='relu', input_shape=(64, 64, 3)))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Reshape((32, 32 * 32)))  # expect: KER416 error "(None, 31, 31, 32)" "30,752"
model.add(LSTM(64))
model.add(Dense(2, activation='softmax'))
