from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint

checkpoint = ModelCheckpoint("best.keras", save_best_only=True)
early = EarlyStopping(patience=5, restore_best_weights=True)
callbacks = [checkpoint, early]  # expect: KER602 "ModelCheckpoint, EarlyStopping" "are never passed"
model.fit(train_ds, validation_data=val_ds, epochs=30)
