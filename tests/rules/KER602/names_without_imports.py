checkpoint = ModelCheckpoint('weights.h5', monitor='val_loss', save_best_only=True)  # expect: KER602 "ModelCheckpoint"
model.fit(X_train, y_train, batch_size=32, epochs=20, validation_split=0.2)
