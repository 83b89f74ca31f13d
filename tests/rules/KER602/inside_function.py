import keras


def pretrained(base, xtrain, ytrain, xtest, ytest, epochs):
    x = keras.layers.Flatten()(base.output)
    model = keras.Model(base.input, keras.layers.Dense(2, activation='softmax')(x))
    model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
    callbacks_list = [keras.callbacks.EarlyStopping(monitor='val_acc', patience=3, verbose=1)]  # expect: KER602
    history = model.fit(xtrain, ytrain, epochs=epochs, validation_data=(xtest, ytest), verbose=1)
    return model, history
