model = Sequential()
model.add(Embedding(max_features, 128, input_length=100))
model.add(Bidirectional(LSTM(64)))  # expect: KER406 error "(None, 128)" "GlobalMaxPooling1D"
model.add(GlobalMaxPooling1D())
model.add(Dense(1, activation='sigmoid'))
