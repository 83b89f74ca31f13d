model = Sequential()
model.add(Conv1D(filters=64, kernel_size=2, activation='relu', input_shape=(10, 4)))
model.add(MaxPooling2D(pool_size=2))  # expect: KER403 error "MaxPooling2D takes an input of 4 axes" "(None, 9, 64)" "use MaxPooling1D"
model.add(Flatten())
model.add(Dense(50, activation='relu'))
model.add(Dense(1))
model.compile(optimizer='adam', loss='mse')
