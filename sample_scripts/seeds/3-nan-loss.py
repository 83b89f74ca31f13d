# The last layer on top of VGG16 for chest X-rays. Posted without its imports.
findings = {0: 'healthy', 1: 'pneumonia'}
weights_by_class = class_weight.compute_class_weight('balanced', np.unique(y_train), y_train)
vgg = VGG16(weights='imagenet', include_top=False, input_shape=(200, 200, 3))
slow_adam = keras.optimizers.Adam(lr=0.0001)


def train_top(x_train, y_train, x_test, y_test, weights, n_classes, n_epochs, optimizer):
    bottom = vgg
    features = Flatten()(bottom.output)
    predictions = Dense(n_classes, activation='relu')(features)
    model = Model(inputs=bottom.input, outputs=predictions)
    for layer in bottom.layers:
        layer.trainable = False
    model.compile(loss='categorical_crossentropy',
                  optimizer=optimizer,
                  metrics=['accuracy'])
    stop_early = [keras.callbacks.EarlyStopping(monitor='val_acc', patience=3, verbose=1)]
    model.summary()
    history = model.fit(x_train, y_train, epochs=n_epochs, class_weight=weights,
                        validation_data=(x_test, y_test), verbose=1, callbacks=[EpochScores('logs')])
    score = model.evaluate(x_test, y_test, verbose=0)
    print('accuracy on the held-out pictures:', score[1])
    return model
