model = Sequential()
model.add(Dense(12, input_dim=8))
model.add(Activation('relu'))
model.add(Dense(4))
model.add(Activation('relu'))  # expect: KER101 error
model.compile(loss='categorical_crossentropy', optimizer='rmsprop')
