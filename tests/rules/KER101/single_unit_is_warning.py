from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Conv2D, Flatten

def build_model():
    cnn = Sequential()
    cnn.add(Conv2D(16, (3, 3), activation='relu', input_shape=(64, 64, 1)))
    cnn.add(Flatten())
    cnn.add(Dense(1, activation='relu'))  # expect: KER101 warning "sigmoid"
    cnn.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
    return cnn

build_model()
