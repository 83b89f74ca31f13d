model = Sequential()
model.add(Conv2D(32, (7, 7), padding='same', input_shape=(64, 64, 3)))  # expect: KER401 warning "Conv2D(32) is followed by Conv2D(32)"
model.add(Conv2D(32, (7, 7), padding='same'))
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Conv2D(64, (7, 7), padding='same'))  # expect: KER401
model.add(Conv2D(64, (7, 7), padding='same'))
model.add(Activation('relu'))
model.add(Flatten())
model.add(Dense(1))
model.add(Activation('sigmoid'))
