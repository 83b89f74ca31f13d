from keras.callbacks import ModelCheckpoint
from keras.layers import Dense
from keras.models import Sequential

model = Sequential()
model.add(Dense(1, activation='sigmoid', input_dim=8))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
checkpoint = ModelCheckpoint('w.h5', monitor='val_acc', save_best_only=True, mode='max')  # expect: KER601 warning "in Keras 2.3 and later"
model.fit(X, Y, validation_data=(Xt, Yt), callbacks=[checkpoint], epochs=150)
