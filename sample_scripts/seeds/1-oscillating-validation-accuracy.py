# Two classes of whale calls as spectrogram pictures. Posted without its imports and constants.
net = Sequential()
net.add(Conv2D(32, (7, 7), padding='same', input_shape=picture_shape))
net.add(Conv2D(32, (7, 7), padding='same'))
net.add(Activation('relu'))
net.add(MaxPooling2D(pool_size=(2, 2)))
net.add(Dropout(0.5))
net.add(Conv2D(64, (7, 7), padding='same'))
net.add(Conv2D(64, (7, 7), padding='same'))
net.add(Activation('relu'))
net.add(MaxPooling2D(pool_size=(2, 2)))
net.add(Dropout(0.6))
net.add(Conv2D(128, (7, 7), padding='same'))
net.add(Conv2D(128, (7, 7), padding='same'))
net.add(Activation('relu'))
net.add(MaxPooling2D(pool_size=(2, 2)))
net.add(Dropout(0.6))
net.add(Flatten())
net.add(Dense(512))
net.add(Activation('relu'))
net.add(Dense(512))
net.add(Activation('relu'))
net.add(Dense(1))
net.add(Activation('sigmoid'))

net.compile(loss='binary_crossentropy', optimizer=optimizers.Adam(lr=3e-5), metrics=['accuracy'])

keep_best = ModelCheckpoint(filepath='calls-{epoch:02d}-{val_loss:.2f}.h5', monitor='val_loss', save_best_only=True)
slow_down = ReduceLROnPlateau(monitor='val_loss', factor=0.5, patience=20, min_lr=1e-8)

train_reader = ImageDataGenerator(rescale=1. / 255, shear_range=0.2, zoom_range=0.2)
plain_reader = ImageDataGenerator(rescale=1. / 255)

train_batchsize = 32
val_batchsize = 32

train_calls = train_reader.flow_from_directory(
    train_folder,
    target_size=(width, height),
    batch_size=train_batchsize,
    class_mode='binary',
    shuffle=True)

val_calls = plain_reader.flow_from_directory(
    val_folder,
    target_size=(width, height),
    batch_size=val_batchsize,
    class_mode='binary',
    shuffle=False)

history = net.fit_generator(
    train_calls,
    steps_per_epoch=n_train_calls // batch_size,
    epochs=epochs,
    validation_data=val_calls,
    validation_steps=n_val_calls // batch_size,
    callbacks=[keep_best, slow_down])
