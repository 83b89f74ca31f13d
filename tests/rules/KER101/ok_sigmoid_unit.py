from keras.models import Sequential
from keras.layers import Activation, Dense

model = Sequential()
model.add(Dense(512, input_dim=30))
model.add(Activation('relu'))
model.add(Dense(1))
model.add(Activation('sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam')
