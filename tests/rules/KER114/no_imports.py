X = np.zeros((100, 8))
Y = np.zeros((100, 5))
model = Sequential()
model.add(Dense(12, input_dim=8, activation="relu"))
model.add(Dense(4))  # expect: KER114 error "(None, 4)" "(None, 5)"
model.compile(loss="mae", optimizer="adam")
model.fit(X, Y, epochs=10)
