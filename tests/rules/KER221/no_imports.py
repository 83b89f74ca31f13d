model = Sequential()
model.add(Dense(8, activation="relu", input_dim=4))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam")
print(model.predict(np.array([5.1, 3.5, 1.4, 0.2])))  # expect: KER221 error "(4,)"
