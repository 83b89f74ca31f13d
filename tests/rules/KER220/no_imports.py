X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
Y = np.array([0, 1, 1])
model = Sequential()
model.add(Dense(4, activation="tanh", input_dim=2))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="sgd", loss="binary_crossentropy")
model.fit(X, Y, epochs=100)  # expect: KER220 error "4 inputs and 3 labels"
